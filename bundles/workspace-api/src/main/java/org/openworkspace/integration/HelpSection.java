package org.openworkspace.integration;

import static java.util.Objects.requireNonNull;

/**
 * One section of an integration's help page.
 *
 * @param id its stable place on the page, fit for an address; that of a field's section is the
 *     field's attribute id
 * @param title its heading
 * @param text plain text; lines and empty lines are kept
 */
public record HelpSection(String id, String title, String text) {

    public HelpSection {
        requireNonNull(id, "id");
        requireNonNull(title, "title");
        requireNonNull(text, "text");
    }
}
