package org.openworkspace.autotask.ticket.internal.mirror;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * The tickets that are known: those of the contacts that were loaded, or all of the window.
 * Immutable.
 *
 * @param byId tickets by identifier
 * @param byContact the same by contact, the latest activity first
 * @param loaded the contacts all of whose tickets are here, unless everybody's are
 * @param whole since when every ticket of the window is here; empty if only those of some contacts
 */
record Tickets(
        Sorted<TicketRow> byId,
        Sorted<TicketRow> byContact,
        Sorted<Loaded> loaded,
        Optional<Instant> whole) {

    /** A contact whose tickets were read whole. */
    record Loaded(long contact, Instant at) {}

    private static final Comparator<TicketRow> ID = Comparator.comparingLong(TicketRow::id);
    private static final Comparator<TicketRow> CONTACT =
            Comparator.comparingLong(TicketRow::contactId)
                    .thenComparing(Comparator.comparingLong(TicketRow::lastActivity).reversed())
                    .thenComparing(ID.reversed());
    private static final Comparator<Loaded> LOADED = Comparator.comparingLong(Loaded::contact);

    static final Tickets EMPTY = of(List.of(), Sorted.of(LOADED, List.of()), Optional.empty());

    private static Tickets of(
            Collection<TicketRow> rows, Sorted<Loaded> loaded, Optional<Instant> whole) {
        return new Tickets(Sorted.of(ID, rows), Sorted.of(CONTACT, rows), loaded, whole);
    }

    /** When the tickets of a contact were read whole; empty if they were not. */
    Optional<Instant> loadedAt(long contact) {
        return whole.or(
                () ->
                        loaded.range(l -> Long.compare(l.contact(), contact)).stream()
                                .findFirst()
                                .map(Loaded::at));
    }

    List<TicketRow> of(long contact) {
        return byContact.range(row -> Long.compare(row.contactId(), contact));
    }

    List<TicketRow> in(Slice slice) {
        if (slice instanceof Slice.Range range) {
            return byId.range(
                    row -> row.id() <= range.after() ? -1 : row.id() > range.upTo() ? 1 : 0);
        }
        List<TicketRow> rows = new ArrayList<>();
        ((Slice.Batch) slice).contacts().forEach(contact -> rows.addAll(of(contact)));
        rows.sort(ID);
        return rows;
    }

    /** Takes over all tickets of some contacts. */
    Tickets loaded(Collection<Long> contacts, Collection<TicketRow> rows, Instant at) {
        List<TicketRow> gone = new ArrayList<>();
        contacts.forEach(contact -> gone.addAll(of(contact)));
        Tickets opened =
                new Tickets(
                        byId,
                        byContact,
                        loaded.changed(
                                List.of(), contacts.stream().map(c -> new Loaded(c, at)).toList()),
                        whole);
        return opened.replaced(gone, rows);
    }

    /**
     * Takes over tickets as they are now.
     *
     * @param read which ones were read
     * @param rows those of them that are somebody's and inside the window
     */
    Tickets changed(Set<Long> read, Collection<TicketRow> rows) {
        return replaced(find(read), rows);
    }

    /** Takes over that these are all others that the window has. */
    Tickets completed(Collection<TicketRow> others, Instant at) {
        List<TicketRow> all = new ArrayList<>(byId.all());
        others.stream()
                .filter(row -> find(row.id()).isEmpty() && loadedAt(row.contactId()).isEmpty())
                .forEach(all::add);
        return of(all, EMPTY.loaded, Optional.of(at));
    }

    Tickets without(Set<Long> ids) {
        return replaced(find(ids), List.of());
    }

    /** Keeps the tickets of those contacts alone that somebody wants; whole stays whole. */
    Tickets keeping(LongPredicate wanted) {
        if (whole.isPresent()) {
            return this;
        }
        List<Loaded> kept = loaded.all().stream().filter(l -> wanted.test(l.contact())).toList();
        return kept.size() == loaded.size()
                ? this
                : of(
                        byId.all().stream().filter(row -> wanted.test(row.contactId())).toList(),
                        Sorted.of(LOADED, kept),
                        whole);
    }

    /** Drops what has left the window. */
    Tickets since(Instant instant) {
        return replaced(byId.all().stream().filter(row -> !row.since(instant)).toList(), List.of());
    }

    private List<TicketRow> find(long id) {
        return byId.range(row -> Long.compare(row.id(), id));
    }

    private List<TicketRow> find(Collection<Long> ids) {
        List<TicketRow> found = new ArrayList<>();
        ids.forEach(id -> found.addAll(find(id)));
        return found;
    }

    private Tickets replaced(Collection<TicketRow> gone, Collection<TicketRow> come) {
        List<TicketRow> out = new ArrayList<>(gone);
        List<TicketRow> in = new ArrayList<>();
        for (TicketRow row : come) {
            List<TicketRow> before = find(row.id());
            out.addAll(before);
            if (loadedAt(row.contactId()).isPresent()) {
                // who compares rows sees at once that this one is the same
                in.add(before.contains(row) ? before.get(0) : row);
            }
        }
        return new Tickets(byId.changed(out, in), byContact.changed(out, in), loaded, whole);
    }
}
