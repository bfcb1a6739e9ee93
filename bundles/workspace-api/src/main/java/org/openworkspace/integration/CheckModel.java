package org.openworkspace.integration;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * How a trial ended.
 *
 * @param level how it went
 * @param title the outcome in a few words
 * @param text what was found, and what to do next; may be empty
 * @param problems what is wrong with single fields; if there are any, nothing was tried
 * @param helpId which section of {@link IntegrationType#help} says more; empty if none does
 */
public record CheckModel(
        Level level,
        String title,
        String text,
        List<FieldProblem> problems,
        Optional<String> helpId) {

    public CheckModel {
        requireNonNull(level, "level");
        requireNonNull(title, "title");
        requireNonNull(text, "text");
        problems = List.copyOf(problems);
        requireNonNull(helpId, "helpId");
    }
}
