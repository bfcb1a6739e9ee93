package org.openworkspace.host.internal;

import java.util.List;
import java.util.Optional;
import org.openworkspace.user.WorkspaceUser;

/**
 * Tiles that stand together.
 *
 * @param owner the identifier of the person whose group it is; empty if administrators share it
 * @param title what stands above it; empty for the host's own words
 * @param audience who sees it, if it is shared
 * @param tiles in their order
 */
record TileGroup(
        String id, Optional<String> owner, String title, Audience audience, List<Tile> tiles) {

    /** How much room a tile takes. */
    enum Size {
        SMALL,
        WIDE,
        LARGE
    }

    /**
     * One tile.
     *
     * @param title what stands above it instead of the app's name; empty for that
     */
    record Tile(String id, String appId, String title, Size size) {}

    TileGroup {
        tiles = List.copyOf(tiles);
    }

    boolean shared() {
        return owner.isEmpty();
    }

    boolean shownTo(WorkspaceUser user) {
        return !shared() || user.administrator() || audience.includes(user);
    }

    boolean changedBy(WorkspaceUser user) {
        return !shared() || user.administrator();
    }
}
