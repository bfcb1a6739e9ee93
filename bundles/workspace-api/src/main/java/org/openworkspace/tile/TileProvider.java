package org.openworkspace.tile;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Draws one kind of tile. Plugins register it as a service marked {@link TileType}; only the host
 * calls it, on any thread and on many at once.
 */
@ConsumerType
public interface TileProvider {

    /**
     * Returns what the tile shows now, from memory. Never waits for a network: what is not yet
     * known is {@link TileModel.State#LOADING}. Trouble is a tile in state {@link
     * TileModel.State#PROBLEM}, not an exception; an exception is a bug of the plugin and the host
     * shows a tile that says so.
     *
     * <p>Asking for a tile tells the plugin that somebody looks: it keeps the content fresh for
     * five minutes after.
     */
    TileModel tile(TileRequest request);

    /**
     * Somebody wants what is newest. The plugin asks at once where that harms nobody, or else when
     * it would have asked anyway; after it did, watches of this tile are told. Returns at once. A
     * plugin that always knows what is newest has nothing to do.
     *
     * @param request whose tile; its page plays no part
     */
    default void refresh(TileRequest request) {}

    /**
     * Watches a visible tile. While the watch is open, the plugin keeps the content fresh and runs
     * {@code changed} whenever {@link #tile} may answer something else than before. The host then
     * asks again; the plugin hands over no content.
     *
     * @param request whose tile; its page plays no part
     * @param changed called on a thread of the plugin, never while this method runs, and not after
     *     the watch is closed save for a call already under way; it must return at once and must
     *     not throw
     */
    Watch watch(TileRequest request, Runnable changed);
}
