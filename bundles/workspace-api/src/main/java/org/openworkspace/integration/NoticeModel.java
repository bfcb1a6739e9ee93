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
 */
public record NoticeModel(Level level, String title, String text, Optional<String> connectionId) {

    public NoticeModel {
        requireNonNull(level, "level");
        requireNonNull(title, "title");
        requireNonNull(text, "text");
        requireNonNull(connectionId, "connectionId");
    }
}
