package org.openworkspace.autotask.ticket.internal.http;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.net.URI;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.connection.Secret;
import org.openworkspace.autotask.connection.Zone;
import org.openworkspace.autotask.ticket.internal.TestSettings;
import org.openworkspace.autotask.ticket.internal.json.CompanyItem;
import org.openworkspace.autotask.ticket.internal.json.ContactItem;
import org.openworkspace.autotask.ticket.internal.json.Count;
import org.openworkspace.autotask.ticket.internal.json.FieldInformation;
import org.openworkspace.autotask.ticket.internal.json.PortalUserItem;
import org.openworkspace.autotask.ticket.internal.json.ThresholdInformation;
import org.openworkspace.autotask.ticket.internal.json.TicketItem;

/** Any status with any body: an answer, or trouble with a name; and no zone elsewhere. */
public final class AnswerFuzz {

    private static final TestSettings SETTINGS =
            new TestSettings(
                    URI.create("https://webservices.autotask.example/"),
                    List.of(
                            "https://webservices.autotask.example",
                            "https://zone.autotask.example"),
                    10_000);
    private static final Login LOGIN =
            new Login("api@contoso.example", Secret.of("s"), Secret.of("i"), "key");
    private static final URI BASE = URI.create("https://zone.autotask.example/");
    private static final Zone ZONE = new Zone("", BASE, BASE, 1);
    private static byte[] body = new byte[0];
    private static int status = 200;
    private static String retryAfter = "";
    private static final RestClient CLIENT =
            new RestClient(
                    SETTINGS,
                    new OkHttpClient.Builder()
                            .addInterceptor(
                                    chain ->
                                            new Response.Builder()
                                                    .request(chain.request())
                                                    .protocol(Protocol.HTTP_1_1)
                                                    .code(status)
                                                    .message("")
                                                    .header("Retry-After", retryAfter)
                                                    .body(
                                                            ResponseBody.create(
                                                                    body,
                                                                    MediaType.get(
                                                                            "application/json")))
                                                    .build()));

    private AnswerFuzz() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        int kind = data.consumeInt(0, 7);
        status = data.pickValue(new int[] {200, 204, 301, 401, 403, 404, 429, 500, 503});
        retryAfter = data.consumeBoolean() ? Integer.toString(data.consumeInt()) : "soon";
        body = data.consumeRemainingAsBytes();
        try {
            if (kind == 0) {
                Zone zone = CLIENT.discover("api@contoso.example");
                if (!SETTINGS.allows(zone.url()) || !SETTINGS.allows(zone.webUrl())) {
                    throw new AssertionError("believed " + zone);
                }
                return;
            }
            RestClient.Answer answer = asked();
            switch (kind) {
                case 1 -> CLIENT.page(answer, TicketItem.class, "Tickets");
                case 2 ->
                        CLIENT.page(answer, ContactItem.class, "Contacts")
                                .items()
                                .forEach(ContactItem::active);
                case 3 -> CLIENT.page(answer, CompanyItem.class, "Companies");
                case 4 -> CLIENT.page(answer, PortalUserItem.class, "ClientPortalUsers");
                case 5 -> CLIENT.read(answer, FieldInformation.class, "fields");
                case 6 -> CLIENT.read(answer, Count.class, "count");
                default -> CLIENT.read(answer, ThresholdInformation.class, "thresholds");
            }
        } catch (AutotaskException e) {
            if (e.getMessage().length() > 200) {
                throw new AssertionError("repeats what came", e);
            }
        }
    }

    private static RestClient.Answer asked() {
        return CLIENT.get(LOGIN, ZONE, "version");
    }
}
