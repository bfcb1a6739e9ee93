package org.openworkspace.user;

import static java.util.Objects.requireNonNull;

/**
 * A group of people, as the host knows it.
 *
 * @param id the host's own, stable identifier, as in {@link WorkspaceUser#groups()}
 * @param displayName how the group is called on screen
 */
public record WorkspaceGroup(String id, String displayName) {

    public WorkspaceGroup {
        requireNonNull(id, "id");
        requireNonNull(displayName, "displayName");
    }
}
