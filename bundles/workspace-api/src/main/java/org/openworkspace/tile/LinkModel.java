package org.openworkspace.tile;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/**
 * A way out of the tile. The host opens it in this window or a new one, as the app says.
 *
 * @param kind what it is for
 * @param label its text, in the viewer's language
 * @param uri where it goes
 */
public record LinkModel(Kind kind, String label, URI uri) {

    /** What a link is for; the host gives each kind its place in the tile. */
    public enum Kind {
        /** Makes a new item. */
        NEW,
        /** Opens the place where all items are. */
        HOME
    }

    public LinkModel {
        requireNonNull(kind, "kind");
        requireNonNull(label, "label");
        requireNonNull(uri, "uri");
    }
}
