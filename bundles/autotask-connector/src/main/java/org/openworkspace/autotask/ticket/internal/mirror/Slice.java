package org.openworkspace.autotask.ticket.internal.mirror;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A part of what is mirrored that can be asked for at once. */
sealed interface Slice {

    /** What belongs to some contacts, at most {@value TicketSource#BATCH}. */
    record Batch(List<Long> contacts) implements Slice {
        public Batch {
            contacts = List.copyOf(contacts);
        }
    }

    /** What has an identifier in a range. */
    record Range(long after, long upTo) implements Slice {}

    /** Cuts contacts into batches. */
    static List<Batch> batches(Collection<Long> contacts) {
        return cut(List.copyOf(contacts), TicketSource.BATCH).stream().map(Batch::new).toList();
    }

    /** Cuts a list into pieces, the last one possibly shorter. */
    static <T> List<List<T>> cut(List<T> all, int size) {
        List<List<T>> pieces = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            pieces.add(all.subList(from, Math.min(from + size, all.size())));
        }
        return pieces;
    }

    /**
     * Halves a slice.
     *
     * @param ids what we have of it, in ascending order
     * @return two slices, or this one if it cannot be halved
     */
    default List<Slice> halves(List<Long> ids) {
        if (this instanceof Batch batch && batch.contacts().size() > 1) {
            List<Long> all = batch.contacts();
            int middle = all.size() / 2;
            return List.of(
                    new Batch(all.subList(0, middle)), new Batch(all.subList(middle, all.size())));
        }
        if (this instanceof Range range && ids.size() > 1) {
            long middle = ids.get(ids.size() / 2 - 1);
            return List.of(new Range(range.after(), middle), new Range(middle, range.upTo()));
        }
        return List.of(this);
    }
}
