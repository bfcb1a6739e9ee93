package org.openworkspace.user;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Looks up the people and groups of an organisation. A host may register one; plugins use it for
 * previews and pickers and work without it. Thread-safe; may block on the host's own store, so it
 * is not for drawing a tile.
 */
@ProviderType
public interface Directory {

    /**
     * Returns people whose name or UPN contains a text, by display name.
     *
     * @param organisation the organisation to look in; an unknown one has no people
     * @param text what to look for, without regard to case; empty for everybody
     * @param limit how many to return at most, at least 1
     */
    List<WorkspaceUser> users(String organisation, String text, int limit);

    /**
     * Returns groups whose name contains a text, by name.
     *
     * @param organisation the organisation to look in; an unknown one has no groups
     * @param text what to look for, without regard to case; empty for all
     * @param limit how many to return at most, at least 1
     */
    List<WorkspaceGroup> groups(String organisation, String text, int limit);
}
