package org.openworkspace.host.internal;

/** Which colours of an app can carry text, by the contrast formula of WCAG 2. */
final class Colours {

    private static final double ENOUGH = 4.5;
    private static final String LIGHT = "#ffffff";
    private static final String DARK = "#242424";

    private Colours() {}

    /** Whether light or dark text can be read on this colour, given as {@code #rrggbb}. */
    static boolean carryText(String colour) {
        return contrast(colour, LIGHT) >= ENOUGH || contrast(colour, DARK) >= ENOUGH;
    }

    private static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    }

    private static double luminance(String colour) {
        return .2126 * channel(colour, 1) + .7152 * channel(colour, 3) + .0722 * channel(colour, 5);
    }

    private static double channel(String colour, int at) {
        double value = Integer.parseInt(colour, at, at + 2, 16) / 255.0;
        return value <= .04045 ? value / 12.92 : Math.pow((value + .055) / 1.055, 2.4);
    }
}
