package org.openworkspace.autotask.operations.internal;

import java.util.Locale;
import java.util.ResourceBundle;

/** This bundle's texts, in the language of the machine that the shell runs on. */
final class Texts {

    private static final ResourceBundle BUNDLE = in(Locale.getDefault());

    private Texts() {}

    static ResourceBundle in(Locale locale) {
        return ResourceBundle.getBundle(
                "OSGI-INF.l10n.operations",
                locale,
                Texts.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(
                        ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** Returns a text; a missing key is a bug, and throws. */
    static String of(String key) {
        return BUNDLE.getString(key);
    }

    /** Returns a text with a value in the place of {@code {0}}. */
    static String of(String key, Object value) {
        return of(key).replace("{0}", String.valueOf(value));
    }
}
