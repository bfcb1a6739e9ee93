package org.openworkspace.autotask.migration.internal;

import java.util.Locale;
import java.util.ResourceBundle;

/** This bundle's texts in one language. */
record Texts(ResourceBundle bundle) {

    /** Returns texts in the language that fits best, English where none does. */
    static Texts in(Locale locale) {
        return of("migration", locale);
    }

    static Texts of(String name, Locale locale) {
        return new Texts(
                ResourceBundle.getBundle(
                        "OSGI-INF.l10n." + name,
                        locale,
                        Texts.class.getClassLoader(),
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES)));
    }

    /** Returns a text; a missing key is a bug, and throws. */
    String of(String key) {
        return bundle.getString(key);
    }
}
