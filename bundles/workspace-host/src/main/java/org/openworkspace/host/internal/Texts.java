package org.openworkspace.host.internal;

import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/** The host's own texts in one language. */
record Texts(ResourceBundle bundle) {

    /** Returns the texts in the language that fits best, English where none does. */
    static Texts in(Locale locale) {
        return new Texts(
                ResourceBundle.getBundle(
                        "OSGI-INF.l10n.host",
                        locale,
                        Texts.class.getClassLoader(),
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES)));
    }

    /** Returns a text, if there is one for this key. */
    Optional<String> find(String key) {
        return bundle.containsKey(key) ? Optional.of(bundle.getString(key)) : Optional.empty();
    }

    /** Returns a text; a missing key is a bug, and throws. */
    String of(String key) {
        return bundle.getString(key);
    }
}
