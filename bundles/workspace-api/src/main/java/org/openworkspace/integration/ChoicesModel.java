package org.openworkspace.integration;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What a field can be filled with, as the other system has it now.
 *
 * @param choices what can be chosen, in the order in which people look for it
 * @param parts what a person says about each choice, in order; the field then has a line {@code
 *     key=part|part} for each choice of which something else is said than its value suggests. Empty
 *     if a choice is taken as it is
 * @param problem why nothing can be; empty if the other system answered
 */
public record ChoicesModel(List<Choice> choices, List<Part> parts, Optional<CheckModel> problem) {

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

    /**
     * One thing to say about a choice.
     *
     * @param label what is asked
     * @param options what can be answered; empty for words, in which there is no {@code |}
     */
    public record Part(String label, List<Choice> options) {

        public Part {
            requireNonNull(label, "label");
            options = List.copyOf(options);
        }
    }

    public ChoicesModel {
        choices = List.copyOf(choices);
        parts = List.copyOf(parts);
        requireNonNull(problem, "problem");
    }

    public static ChoicesModel of(List<Choice> choices) {
        return new ChoicesModel(choices, List.of(), Optional.empty());
    }

    /** Choices that something is said about; the value of each is the line that is suggested. */
    public static ChoicesModel of(List<Choice> choices, List<Part> parts) {
        return new ChoicesModel(choices, parts, Optional.empty());
    }

    public static ChoicesModel not(CheckModel problem) {
        return new ChoicesModel(List.of(), List.of(), Optional.of(problem));
    }
}
