package org.openworkspace.autotask.ticket.internal.mirror;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.openworkspace.autotask.ticket.internal.http.AutotaskException;
import org.openworkspace.autotask.ticket.internal.http.AutotaskException.Kind;
import org.openworkspace.autotask.ticket.internal.http.Query;
import org.openworkspace.autotask.ticket.internal.http.RestClient.Answer;
import org.openworkspace.autotask.ticket.internal.http.Session;

/**
 * A list that is being read, page after page by id, which needs no trust in the links that Autotask
 * gives. A page that fails can be asked for again.
 *
 * @param <I> what a row is on the wire
 * @param <T> what is made of it
 */
final class Reading<I, T> {

    private static final int MOST_PAGES = 2000;

    private final Session session;
    private final String collection;
    private final Query query;
    private final Class<I> type;
    private final ToLongFunction<I> id;
    private final Function<I, T> mapping;
    private final List<T> rows = new ArrayList<>();
    private Optional<Instant> date = Optional.empty();
    private long last = Long.MIN_VALUE;
    private int pages;
    private boolean whole;

    /**
     * @param mapping what fails with an IllegalArgumentException for a row that is not understood
     */
    Reading(
            Session session,
            String collection,
            Query query,
            Class<I> type,
            ToLongFunction<I> id,
            Function<I, T> mapping) {
        this.session = session;
        this.collection = collection;
        this.query = query;
        this.type = type;
        this.id = id;
        this.mapping = mapping;
    }

    /** Reads what is left. */
    Reading<I, T> whole() {
        while (!whole) {
            next();
        }
        return this;
    }

    /** Reads a page; either all of it counts or nothing. */
    void next() {
        if (pages == MOST_PAGES) {
            throw new AutotaskException(Kind.NOT_AUTOTASK, collection);
        }
        Answer answer = session.query(collection, pages == 0 ? query : query.after(last));
        List<I> items = session.page(answer, type, collection).items();
        List<T> read = new ArrayList<>(items.size());
        long previous = last;
        for (I item : items) {
            if (id.applyAsLong(item) <= previous) {
                throw new AutotaskException(Kind.NOT_AUTOTASK, collection);
            }
            previous = id.applyAsLong(item);
            try {
                read.add(mapping.apply(item));
            } catch (IllegalArgumentException e) {
                throw new AutotaskException(Kind.NOT_AUTOTASK, collection);
            }
        }
        date = pages == 0 ? answer.date() : date;
        last = previous;
        pages++;
        rows.addAll(read);
        whole = items.size() < query.maxRecords();
    }

    boolean isWhole() {
        return whole;
    }

    /** What was read so far, by ascending id. */
    List<T> rows() {
        return rows;
    }

    /** The server's time at the first page. */
    Optional<Instant> date() {
        return date;
    }

    /** How many calls it took so far. */
    int pages() {
        return pages;
    }
}
