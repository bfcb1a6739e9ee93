package org.openworkspace.tile;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * One line of a tile's list. Every text is plain text of foreign origin: the host draws it as text
 * and never as markup.
 *
 * @param id the source's identifier, unique within the tile; for the host's own book-keeping, not
 *     for the screen
 * @param number how people call the item, such as {@code T20261123.0042}
 * @param title what it is about
 * @param status the source's own label of the status, as it is
 * @param group the group that the status belongs to
 * @param priority the source's own label of the priority; empty if it has none
 * @param created when it was made; empty if unknown
 * @param lastActivity when something last happened to it
 * @param due when it should be finished; empty if that is open
 * @param link the page that shows the item; empty when there is none to go to
 */
public record ItemModel(
        String id,
        String number,
        String title,
        String status,
        ItemGroup group,
        String priority,
        Optional<Instant> created,
        Instant lastActivity,
        Optional<Instant> due,
        Optional<URI> link) {

    public ItemModel {
        requireNonNull(id, "id");
        requireNonNull(number, "number");
        requireNonNull(title, "title");
        requireNonNull(status, "status");
        requireNonNull(group, "group");
        requireNonNull(priority, "priority");
        requireNonNull(created, "created");
        requireNonNull(lastActivity, "lastActivity");
        requireNonNull(due, "due");
        requireNonNull(link, "link");
    }
}
