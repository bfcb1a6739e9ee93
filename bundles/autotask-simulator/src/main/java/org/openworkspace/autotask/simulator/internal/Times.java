package org.openworkspace.autotask.simulator.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as Autotask writes and reads them: UTC, with as much of a fraction as there is. */
final class Times {

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

    private Times() {}

    static String written(long millis) {
        Instant instant = Instant.ofEpochMilli(millis);
        int fraction = Math.floorMod(millis, 1000);
        String text = SECONDS.format(instant);
        return fraction == 0
                ? text + "Z"
                : text + "." + "%03d".formatted(fraction).replaceFirst("0+$", "") + "Z";
    }

    static long read(String text) {
        try {
            if (text.indexOf('T') < 0) {
                return LocalDate.parse(text)
                        .atStartOfDay()
                        .toInstant(ZoneOffset.UTC)
                        .toEpochMilli();
            }
            return text.matches(".*(Z|[+-]\\d\\d:\\d\\d)$")
                    ? OffsetDateTime.parse(text).toInstant().toEpochMilli()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC).toEpochMilli();
        } catch (DateTimeException e) {
            throw Refusal.application(
                    "Conversion failed when converting date and/or time from character string.");
        }
    }
}
