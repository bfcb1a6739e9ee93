package org.openworkspace.integration;

import static java.util.Objects.requireNonNull;

/**
 * One section of an integration's help page.
 *
 * @param id its stable place on the page, fit for an address; that of a field's section is the
 *     field's attribute id, and {@link #TROUBLE} that of what the host itself refuses
 * @param title its heading
 * @param text plain text; lines and empty lines are kept
 */
public record HelpSection(String id, String title, String text) {

    /** Where the host leads when it refuses something by itself, or does not answer. */
    public static final String TROUBLE = "trouble";

    public HelpSection {
        requireNonNull(id, "id");
        requireNonNull(title, "title");
        requireNonNull(text, "text");
    }
}
