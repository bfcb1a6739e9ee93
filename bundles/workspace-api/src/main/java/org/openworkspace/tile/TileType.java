package org.openworkspace.tile;

import org.osgi.service.component.annotations.ComponentPropertyType;

/** Marks a {@link TileProvider} with the kind of tile it draws. */
@ComponentPropertyType
public @interface TileType {

    /** Prefix of the service properties made from this annotation. */
    String PREFIX_ = "tile.";

    /**
     * A stable identifier, unique among the tile types of a host: service property {@code tile.id}.
     */
    String id();
}
