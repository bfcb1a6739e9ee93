package org.openworkspace.integration;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What a field can be filled with, as the other system has it now.
 *
 * @param choices what can be chosen, in the order in which people look for it
 * @param problem why nothing can be; empty if the other system answered
 */
public record ChoicesModel(List<Choice> choices, Optional<CheckModel> problem) {

    /**
     * One of them.
     *
     * @param value what goes into the field
     * @param label how the other system calls it
     */
    public record Choice(String value, String label) {

        public Choice {
            requireNonNull(value, "value");
            requireNonNull(label, "label");
        }
    }

    public ChoicesModel {
        choices = List.copyOf(choices);
        requireNonNull(problem, "problem");
    }

    public static ChoicesModel of(List<Choice> choices) {
        return new ChoicesModel(choices, Optional.empty());
    }

    public static ChoicesModel not(CheckModel problem) {
        return new ChoicesModel(List.of(), Optional.of(problem));
    }
}
