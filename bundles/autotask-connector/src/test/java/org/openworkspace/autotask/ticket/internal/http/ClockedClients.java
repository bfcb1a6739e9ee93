package org.openworkspace.autotask.ticket.internal.http;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import org.openworkspace.autotask.connection.AutotaskSettings;

/** Clients of a simulator that goes by a clock of its own. */
public final class ClockedClients {

    private ClockedClients() {}

    /**
     * Java's own server always says the real time; here answers say that of the clock.
     *
     * @param before is told the path of each call before it goes out
     */
    public static RestClient of(AutotaskSettings settings, Clock clock, Consumer<String> before) {
        return new RestClient(
                settings,
                new OkHttpClient.Builder()
                        .addNetworkInterceptor(
                                chain -> {
                                    before.accept(chain.request().url().encodedPath());
                                    return chain.proceed(chain.request())
                                            .newBuilder()
                                            .header("Date", date(clock))
                                            .build();
                                }));
    }

    private static String date(Clock clock) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                clock.instant().atOffset(ZoneOffset.UTC));
    }
}
