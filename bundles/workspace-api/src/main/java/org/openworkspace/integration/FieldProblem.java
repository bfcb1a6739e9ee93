package org.openworkspace.integration;

import static java.util.Objects.requireNonNull;

/**
 * What is wrong with one field of a draft, or with the draft as a whole.
 *
 * @param field the attribute id; empty if no field is to blame
 * @param message what to do about it, in the actor's language; never repeats a secret
 */
public record FieldProblem(String field, String message) {

    public FieldProblem {
        requireNonNull(field, "field");
        requireNonNull(message, "message");
    }
}
