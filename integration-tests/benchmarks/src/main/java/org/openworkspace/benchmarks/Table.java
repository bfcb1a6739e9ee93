package org.openworkspace.benchmarks;

import java.time.Duration;
import java.util.Locale;

/** The table that is printed; nothing is asserted. */
public final class Table {

    private static final String ROW = "%-66s %16s   %s%n";

    private Table() {}

    public static void row(String what, String measured, String held) {
        System.out.printf(ROW, what, measured, held);
    }

    public static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%,.1f ms", duration.toNanos() / 1e6);
    }

    public static String kilobytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f KB", bytes / 1024.0);
    }

    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
