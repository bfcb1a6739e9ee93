package org.openworkspace.integration;

import static java.util.Objects.requireNonNull;

/**
 * What is wrong with one field of a draft.
 *
 * @param field the attribute id
 * @param message what to do about it, in the actor's language; never repeats a secret
 */
public record FieldProblem(String field, String message) {

    public FieldProblem {
        requireNonNull(field, "field");
        requireNonNull(message, "message");
    }
}
