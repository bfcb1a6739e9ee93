package org.openworkspace.integration;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * How saving ended: either there is an identifier, or there are problems and nothing was saved.
 *
 * @param id the identifier of the saved connection
 * @param problems what has to be mended first
 */
public record SaveModel(Optional<String> id, List<FieldProblem> problems) {

    public SaveModel {
        problems = List.copyOf(problems);
        if (requireNonNull(id, "id").isPresent() != problems.isEmpty()) {
            throw new IllegalArgumentException("either an identifier or problems");
        }
    }

    public static SaveModel saved(String id) {
        return new SaveModel(Optional.of(id), List.of());
    }

    public static SaveModel refused(List<FieldProblem> problems) {
        return new SaveModel(Optional.empty(), problems);
    }
}
