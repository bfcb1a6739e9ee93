package org.openworkspace.integration;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/**
 * What an administrator typed, not yet saved.
 *
 * @param id the connection that is edited; empty for a new one
 * @param values what was typed, by attribute id; several values one a line; a secret that is
 *     missing stays as it was
 */
public record ConnectionDraft(Optional<String> id, Map<String, String> values) {

    public ConnectionDraft {
        requireNonNull(id, "id");
        values = Map.copyOf(values);
    }

    /** Names the fields alone, so that no secret reaches a log. */
    @Override
    public String toString() {
        return "ConnectionDraft[id=" + id.orElse("new") + ", fields=" + values.keySet() + "]";
    }
}
