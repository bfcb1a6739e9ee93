package org.openworkspace.tile;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.openworkspace.user.WorkspaceUser;

/**
 * Whose tile, and which part of it. The host makes it from its own session and its own records.
 *
 * @param connectionId the connection whose content is shown; empty for a tile that needs none
 * @param page which part of the list
 * @param user who looks
 */
public record TileRequest(Optional<String> connectionId, TilePage page, WorkspaceUser user) {

    public TileRequest {
        requireNonNull(connectionId, "connectionId");
        requireNonNull(page, "page");
        requireNonNull(user, "user");
    }
}
