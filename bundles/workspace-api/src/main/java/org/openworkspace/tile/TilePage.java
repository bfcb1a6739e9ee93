package org.openworkspace.tile;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Which part of a tile's list is wanted.
 *
 * @param text words to look for in number, title and status, without regard to case; empty for all
 * @param group only items of this group; empty for all
 * @param sort the order
 * @param offset how many items of the filtered, sorted list to skip, from 0
 * @param limit how many items to return at most, 1 to {@value #MAX_LIMIT}
 */
public record TilePage(String text, Optional<ItemGroup> group, Sort sort, int offset, int limit) {

    /** The most items that one page holds. */
    public static final int MAX_LIMIT = 100;

    /** The first twenty items, the latest activity first. */
    public static final TilePage FIRST =
            new TilePage("", Optional.empty(), Sort.LAST_ACTIVITY, 0, 20);

    /** The orders a list can have. */
    public enum Sort {
        /** The latest activity first. */
        LAST_ACTIVITY,
        /** The newest first. */
        CREATED,
        /** The most urgent first, by the source's own order of priorities. */
        PRIORITY
    }

    public TilePage {
        requireNonNull(text, "text");
        requireNonNull(group, "group");
        requireNonNull(sort, "sort");
        if (offset < 0) {
            throw new IllegalArgumentException("offset is negative: " + offset);
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit is not 1 to " + MAX_LIMIT + ": " + limit);
        }
    }
}
