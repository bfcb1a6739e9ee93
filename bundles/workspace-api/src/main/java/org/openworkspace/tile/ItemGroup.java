package org.openworkspace.tile;

/** Where an item stands, in the four groups that every list is filtered by. */
public enum ItemGroup {
    /** Nobody has begun. */
    NEW,
    /** Somebody is at work on it. */
    IN_PROGRESS,
    /** The person who looks has to do something. */
    WAITING_ON_YOU,
    /** Finished. */
    DONE
}
