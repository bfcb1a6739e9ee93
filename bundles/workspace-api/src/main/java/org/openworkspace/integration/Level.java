package org.openworkspace.integration;

/** How good or bad something is; the host draws each level with a colour, an icon and words. */
public enum Level {
    /** All is well. */
    OK,
    /** Nothing is known yet, or it is switched off. */
    NEUTRAL,
    /** It works, or will work again by itself, but not fully. */
    WARNING,
    /** Somebody has to do something. */
    ERROR
}
