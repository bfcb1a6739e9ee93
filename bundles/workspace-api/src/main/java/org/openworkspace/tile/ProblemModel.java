package org.openworkspace.tile;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What is wrong and what to do about it, in the viewer's language.
 *
 * @param code a stable word in capitals that names the problem, for help pages and tests
 * @param title the problem in a few words, without internals
 * @param text what the person who looks can do next
 * @param advice what an administrator can do; only filled when the viewer may administer
 */
public record ProblemModel(String code, String title, String text, Optional<Advice> advice) {

    /**
     * Help for an administrator.
     *
     * @param cause what is wrong, with what is known of it
     * @param nextStep what to do about it
     * @param connectionId the connection to mend; the host links to its settings
     */
    public record Advice(String cause, String nextStep, Optional<String> connectionId) {

        public Advice {
            requireNonNull(cause, "cause");
            requireNonNull(nextStep, "nextStep");
            requireNonNull(connectionId, "connectionId");
        }
    }

    public ProblemModel {
        requireNonNull(code, "code");
        requireNonNull(title, "title");
        requireNonNull(text, "text");
        requireNonNull(advice, "advice");
    }
}
