package org.openworkspace.app;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A kind of app, as the App store draws it.
 *
 * @param id a stable identifier, unique among the app types of a host
 * @param name the name a new app starts with
 * @param description one sentence that says what people get from it
 * @param icon the name of an icon of the host, such as {@code headset}; a host that does not know
 *     the name draws its own default
 * @param colour the colour a new app starts with, as {@code #rrggbb}
 * @param tileId the {@link org.openworkspace.tile.TileType#id()} that draws its tile
 * @param integrationId the {@link org.openworkspace.integration.IntegrationType#id()} whose
 *     connection it needs; empty if it needs none
 */
public record AppTypeModel(
        String id,
        String name,
        String description,
        String icon,
        String colour,
        String tileId,
        Optional<String> integrationId) {

    public AppTypeModel {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(description, "description");
        requireNonNull(icon, "icon");
        if (!requireNonNull(colour, "colour").matches("#[0-9a-fA-F]{6}")) {
            throw new IllegalArgumentException("colour is not #rrggbb: " + colour);
        }
        requireNonNull(tileId, "tileId");
        requireNonNull(integrationId, "integrationId");
    }
}
