package org.openworkspace.autotask.ticket.internal.http;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import okhttp3.OkHttpClient;
import org.openworkspace.autotask.connection.AutotaskSettings;

/** Clients of a simulator that goes by a clock of its own. */
public final class ClockedClients {

    private ClockedClients() {}

    /** Java's own server always says the real time; here answers say that of the clock. */
    public static RestClient of(AutotaskSettings settings, Clock clock) {
        return new RestClient(
                settings,
                new OkHttpClient.Builder()
                        .addNetworkInterceptor(
                                chain ->
                                        chain.proceed(chain.request())
                                                .newBuilder()
                                                .header(
                                                        "Date",
                                                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                                                clock.instant()
                                                                        .atOffset(ZoneOffset.UTC)))
                                                .build()));
    }
}
