package org.openworkspace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may ask what of the host, over HTTP, whatever its pages show. */
class AccessIT {

    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    /** Route, and what it answers to nobody, to a user, to the app's owner, to an administrator. */
    private static final String ROUTES =
            """
            GET    | /session                  | 200 | 200 | 200 | 200
            PUT    | /preferences              | 200 | 200 | 200 | 200
            DELETE | /groups/{group}           | 401 | 403 | 403 |
            DELETE | /apps/{app}               | 401 | 403 |     |
            GET    | /workspace                | 401 | 200 | 200 | 200
            GET    | /store                    | 401 | 200 | 200 | 200
            GET    | /tiles/{tile}             | 401 | 404 | 200 | 404
            PUT    | /tiles/{tile}             | 401 | 404 | 403 | 404
            DELETE | /tiles/{tile}             | 401 | 404 | 403 | 404
            POST   | /tiles/{tile}/refresh     | 401 | 404 | 204 | 404
            POST   | /tiles/{tile}/seen        | 401 | 404 | 204 | 404
            POST   | /tiles                    | 401 | 404 | 201 | 404
            POST   | /groups                   | 401 | 201 | 201 | 201
            PUT    | /groups/{group}           | 401 | 403 | 403 | 204
            GET    | /app-types                | 401 | 403 | 403 | 200
            GET    | /apps                     | 401 | 403 | 200 | 200
            POST   | /apps                     | 401 | 403 | 403 | 400
            GET    | /apps/{app}               | 401 | 403 | 200 | 200
            PUT    | /apps/{app}               | 401 | 403 | 204 | 204
            POST   | /apps/{app}/enabled       | 401 | 403 | 204 | 204
            GET    | /apps/{app}/icon          | 401 | 404 | 200 | 200
            GET    | /directory                | 401 | 403 | 200 | 200
            GET    | /integrations             | 401 | 403 | 403 | 200
            GET    | /integrations/autotask    | 401 | 403 | 403 | 200
            POST   | /integrations/autotask/check | 401 | 403 | 403 | 400
            POST   | /integrations/autotask/connections | 401 | 403 | 403 | 400
            DELETE | /integrations/autotask/connections/{none} | 401 | 403 | 403 | 404
            PUT    | /integrations/autotask/connections/{none} | 401 | 403 | 403 | 404
            POST   | /integrations/autotask/connections/{none}/enabled | 401 | 403 | 403 | 400
            POST   | /integrations/autotask/connections/{none}/actions/test | 401 | 403 | 403 | 404
            POST   | /integrations/autotask/actions/none | 401 | 403 | 403 | 404
            DELETE | /integrations/autotask/notices/none | 401 | 403 | 403 | 404
            POST   | /integrations/autotask/choices/company.ids | 401 | 403 | 403 | 400
            GET    | /integrations/autotask/help | 401 | 403 | 403 | 200
            GET    | /audit                    | 401 | 403 | 403 | 200
            GET    | /events                   | 401 |     |     |
            """;

    private static DemoProcess demo;
    private static Client anonymous;
    private static Client user;
    private static Client owner;
    private static Client admin;
    private static Client stranger;
    private static String connection;
    private static String app;
    private static String tile;
    private static String sharedGroup;

    @BeforeAll
    static void start() throws IOException {
        demo = DemoProcess.inNewHome();
        anonymous = new Client(demo.address(), Optional.empty());
        admin = new Client(demo.address(), Optional.of("sanne.devries"));
        stranger = new Client(demo.address(), Optional.of("femke.bos"));
        user = new Client(demo.address(), Optional.of("noor.jansen"));
        owner = new Client(demo.address(), Optional.of("milan.bakker"));
        connection =
                admin.json(
                                "POST",
                                "/integrations/autotask/connections",
                                "{\"values\":{\"name\":\"Kingfisher\",\"username\":\"api@contoso.example\",\".secret\":\"Contoso-demo-2026!\"}}")
                        .path("id")
                        .textValue();
        app =
                admin.json(
                                "POST",
                                "/apps",
                                "{\"type\":\"autotask\",\"connectionId\":\""
                                        + connection
                                        + "\",\"image\":\""
                                        + PNG
                                        + "\",\"access\":{\"users\":[\"milan.bakker\",\"lotte.mulder\"],\"groups\":[]},"
                                        + "\"owners\":{\"users\":[\"milan.bakker\"]},\"place\":\"EVERYONE\"}")
                        .path("id")
                        .textValue();
        JsonNode group = owner.json("GET", "/workspace", "").path("groups").path(0);
        sharedGroup = group.path("id").textValue();
        tile = group.path("tiles").path(0).path("id").textValue();
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    /** The user has no access to the app; the owner has, and owns it; the administrator has not. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = ROUTES)
    void everyRouteKnowsWhoMayAsk(
            String method, String path, int none, Integer plain, Integer owning, Integer managing) {
        String actual = path.replace("{none}", "none");
        assertThat(send(anonymous, method, actual).statusCode()).isEqualTo(none);
        assertStatus(user, method, actual, plain);
        assertStatus(owner, method, actual, owning);
        assertStatus(admin, method, actual, managing);
    }

    private static void assertStatus(Client client, String method, String path, Integer expected) {
        if (expected != null) {
            assertThat(send(client, method, path).statusCode()).isEqualTo(expected);
        }
    }

    private static HttpResponse<String> send(Client client, String method, String path) {
        return client.send(method, actual(path), body(path));
    }

    private static String body(String path) {
        return switch (path) {
            case "/apps/{app}/enabled", "/integrations/autotask/connections/{none}/enabled" ->
                    "{\"enabled\":true}";
            case "/tiles" -> "{\"app\":\"" + app + "\"}";
            default -> "{}";
        };
    }

    /** A path with what is there; where nothing must be, what another organisation might try. */
    private static String actual(String path) {
        return path.replace("{tile}", tile)
                .replace("{group}", sharedGroup)
                .replace("{app}", app)
                .replace("{none}", connection);
    }

    /** A new route does not go without its row. */
    @Test
    void everyRouteIsAskedFor() throws IOException {
        List<String[]> rows = ROUTES.lines().map(row -> row.split("\\s*\\|\\s*")).toList();
        assertThat(
                        Files.readAllLines(Path.of("../../bundles/workspace-host/README.md"))
                                .stream()
                                .filter(line -> line.matches("\\| `[A-Z]+ /.*"))
                                .map(line -> line.split("`")[1])
                                .filter(
                                        route ->
                                                !List.of("POST /session", "DELETE /session")
                                                        .contains(route)))
                .isNotEmpty()
                .allSatisfy(
                        route ->
                                assertThat(rows)
                                        .as(route)
                                        .anyMatch(
                                                row ->
                                                        (row[0] + " " + row[1])
                                                                .matches(
                                                                        route.replace(
                                                                                "{}", "[^/]+"))));
    }

    /** Another page in the same browser has no token, or has it and is found out by its origin. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = ROUTES)
    void nothingIsWrittenForAnotherPage(String method, String path) {
        if (!method.equals("GET")) {
            assertThat(admin.withoutToken(method, actual(path))).isEqualTo(403);
            assertThat(admin.fromElsewhere(method, actual(path))).isEqualTo(403);
        }
    }

    /** What one organisation has is not there for the administrator of another one. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = ROUTES)
    void anotherOrganisationFindsNothing(String method, String path) {
        if (path.equals("/events")) {
            return;
        }
        HttpResponse<String> answer = send(stranger, method, path);
        if (path.contains("{")) {
            assertThat(answer.statusCode()).isEqualTo(404);
        }
        assertThat(answer.body()).doesNotContain(connection, app, tile, sharedGroup, "Kingfisher");
        if (!path.equals("/session") && !path.equals("/preferences")) {
            assertThat(answer.body()).doesNotContain("Milan", "noor.jansen");
        }
    }

    @Test
    void anotherOrganisationMakesNoAppOfAConnection() {
        HttpResponse<String> answer =
                stranger.send(
                        "POST",
                        "/apps",
                        "{\"type\":\"autotask\",\"connectionId\":\"" + connection + "\"}");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("connectionId");
    }

    @Test
    void anOwnerCannotChangeTheConnection() {
        assertThat(owner.status("PUT", "/apps/" + app, "{\"connectionId\":\"other\"}"))
                .isEqualTo(403);
        assertThat(
                        owner.status(
                                "PUT",
                                "/apps/" + app,
                                "{\"connectionId\":\"" + connection + "\",\"name\":\"Tickets\"}"))
                .isEqualTo(204);
    }

    @Test
    void anOwnerCannotChangeAnotherApp() {
        String other =
                admin.json(
                                "POST",
                                "/apps",
                                "{\"type\":\"autotask\",\"connectionId\":\"" + connection + "\"}")
                        .path("id")
                        .textValue();
        assertThat(owner.status("PUT", "/apps/" + other, "{\"name\":\"Mine\"}")).isEqualTo(403);
        assertThat(owner.status("DELETE", "/apps/" + other, "{}")).isEqualTo(403);
        assertThat(admin.status("DELETE", "/apps/" + other, "{}")).isEqualTo(204);
    }

    @Test
    void aPersonsOwnTilesAreNobodyElses() {
        String own =
                owner.json("POST", "/tiles", "{\"app\":\"" + app + "\"}").path("id").textValue();
        assertThat(user.status("GET", "/tiles/" + own, "")).isEqualTo(404);
        assertThat(admin.status("GET", "/tiles/" + own, "")).isEqualTo(404);
        assertThat(admin.status("DELETE", "/tiles/" + own, "")).isEqualTo(404);
        JsonNode groups = owner.json("GET", "/workspace", "").path("groups");
        String group = groups.path(groups.size() - 1).path("id").textValue();
        assertThat(admin.status("DELETE", "/groups/" + group, "{}")).isEqualTo(404);
        assertThat(owner.status("PUT", "/tiles/" + own, "{\"group\":\"" + sharedGroup + "\"}"))
                .isEqualTo(403);
        assertThat(owner.status("DELETE", "/groups/" + group, "{}")).isEqualTo(204);
    }

    @Test
    void onlyAdministratorsShareGroups() {
        String body = "{\"title\":\"News\",\"audience\":{\"everyone\":true}}";
        assertThat(user.status("POST", "/groups", body)).isEqualTo(403);
        String group = admin.json("POST", "/groups", body).path("id").textValue();
        assertThat(user.status("DELETE", "/groups/" + group, "{}")).isEqualTo(403);
        assertThat(admin.status("DELETE", "/groups/" + group, "{}")).isEqualTo(204);
    }

    @Test
    void refreshingIsLimitedPerPersonAndSaysSo() {
        Client again = new Client(demo.address(), Optional.of("lotte.mulder"));
        again.status("POST", "/tiles/" + tile + "/refresh", "{}");
        HttpResponse<String> second = again.send("POST", "/tiles/" + tile + "/refresh", "{}");
        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(second.body()).contains("15 seconds");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    name         | "name":""
                    icon         | "icon":"../secret"
                    image        | "image":"bm90IGEgcGljdHVyZQ=="
                    colour       | "colour":"#777777"
                    colour       | "colour":"red"
                    access       | "access":{"everyone":false,"users":[],"groups":[]}
                    connectionId | "connectionId":"none"
                    """)
    void badInputIsNamedAtItsField(String field, String value) {
        HttpResponse<String> answer = admin.send("PUT", "/apps/" + app, "{" + value + "}");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"field\":\"" + field + "\"");
    }

    @Test
    void anUploadedPictureIsServedAsAPictureAndNothingElse() {
        HttpResponse<String> icon = owner.send("GET", "/apps/" + app + "/icon", "");
        assertThat(icon.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(icon.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }
}
