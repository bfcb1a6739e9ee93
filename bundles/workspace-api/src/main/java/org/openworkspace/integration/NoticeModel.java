package org.openworkspace.integration;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Something an administrator should know.
 *
 * @param level how urgent it is
 * @param title the matter in a few words
 * @param text what happened and what to do next
 * @param connectionId the connection it is about; empty if it is about none or several
 * @param actionId which of {@link IntegrationType#actions} says more; empty if none
 * @param dismissalId what {@link IntegrationType#dismiss} takes it away by; empty if it stays until
 *     the matter is settled
 */
public record NoticeModel(
        Level level,
        String title,
        String text,
        Optional<String> connectionId,
        Optional<String> actionId,
        Optional<String> dismissalId) {

    public NoticeModel {
        requireNonNull(level, "level");
        requireNonNull(title, "title");
        requireNonNull(text, "text");
        requireNonNull(connectionId, "connectionId");
        requireNonNull(actionId, "actionId");
        requireNonNull(dismissalId, "dismissalId");
    }

    /** A notice about one connection that stays until the matter is settled. */
    public static NoticeModel about(String connectionId, Level level, String title, String text) {
        return new NoticeModel(
                level, title, text, Optional.of(connectionId), Optional.empty(), Optional.empty());
    }
}
