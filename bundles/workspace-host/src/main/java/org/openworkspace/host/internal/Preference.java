package org.openworkspace.host.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;

/**
 * What somebody prefers.
 *
 * @param language {@code en} or {@code nl}
 * @param theme {@code system}, {@code light} or {@code dark}
 */
record Preference(String language, String theme) {

    static final Set<String> LANGUAGES = Set.of("en", "nl");
    static final Set<String> THEMES = Set.of("system", "light", "dark");

    /** What a browser asks for, in the order of its wishes; English where we have none of them. */
    static Preference of(HttpServletRequest request) {
        String language =
                Collections.list(request.getLocales()).stream()
                        .map(Locale::getLanguage)
                        .filter(LANGUAGES::contains)
                        .findFirst()
                        .orElse("en");
        return new Preference(language, "system");
    }

    Locale locale() {
        return Locale.forLanguageTag(language);
    }
}
