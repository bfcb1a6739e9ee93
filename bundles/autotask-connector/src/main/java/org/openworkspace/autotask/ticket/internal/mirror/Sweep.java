package org.openworkspace.autotask.ticket.internal.mirror;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Looks for what vanished without a trace: deleted, merged, or out of the rights of the API user.
 * Part by part, what Autotask counts is compared with what is mirrored; a part that differs is
 * halved until it fits on a page, and that page is read. So a deletion among half a million costs a
 * dozen calls, and that there was none costs one. What is missing goes when the next sweep misses
 * it as well. Not thread-safe.
 */
final class Sweep {

    /** How often a sweep begins. */
    static final Duration EVERY = Duration.ofHours(1);

    /** The most calls that sweeps make in an hour; one that needs more takes longer. */
    static final int CALLS = 14;

    /** From how many rows on the loss of more than half means that rights were lost. */
    private static final int MASS = 10;

    /** What is counted. */
    private enum What {
        CONTACTS,
        TICKETS
    }

    /**
     * A part that is to be compared.
     *
     * @param halved whether it is a piece of one that differed
     * @param theirs how many rows Autotask has in it, if that is known already
     */
    private record Part(What what, Slice slice, boolean halved, OptionalInt theirs) {}

    private final TicketSource source;
    private final IntConsumer contactCalls;
    private final IntConsumer ticketCalls;
    private final Deque<Part> parts = new ArrayDeque<>();
    private final Deque<Instant> calls = new ArrayDeque<>();
    private final Map<What, Set<Long>> absent = new EnumMap<>(What.class);
    private final Set<What> losing = EnumSet.noneOf(What.class);
    private volatile Set<What> lost = Set.of();
    private Instant begunAt = Instant.EPOCH;
    private Instant since = Instant.EPOCH;

    /**
     * @param contactCalls is told of calls for parts of the contacts
     * @param ticketCalls is told of calls for parts of the tickets
     */
    Sweep(TicketSource source, IntConsumer contactCalls, IntConsumer ticketCalls) {
        this.source = source;
        this.contactCalls = contactCalls;
        this.ticketCalls = ticketCalls;
    }

    /** Whether the API user no longer sees what it has seen. */
    boolean rightsLost() {
        return !lost.isEmpty();
    }

    /** Begins anew an hour from now: all was just read, or the clock was put back. */
    void postpone(Instant now) {
        parts.clear();
        calls.clear();
        begunAt = now;
    }

    /** Whether a call would be made now. */
    private boolean due(Instant now) {
        calls.removeIf(call -> !call.isAfter(now.minus(EVERY)));
        return calls.size() < CALLS && (!parts.isEmpty() || !now.isBefore(begunAt.plus(EVERY)));
    }

    /**
     * Makes the next call, if it is time. What is mirrored must be in step with Autotask at this
     * moment, or what just changed is taken for a difference.
     *
     * @param windowBegin where the window begins now
     * @return what is mirrored after it
     */
    Snapshot step(Snapshot mirrored, Instant windowBegin, Instant now) {
        if (!due(now)) {
            return mirrored;
        }
        Snapshot swept = mirrored;
        if (parts.isEmpty()) {
            since = windowBegin;
            begunAt = now;
            losing.clear();
            swept = mirrored.with(mirrored.tickets().since(windowBegin));
            begin(swept);
        }
        int before = calls.size();
        while (!parts.isEmpty() && calls.size() == before) {
            swept = compare(current(parts.remove(), swept), swept, now);
        }
        if (parts.isEmpty()) {
            lost = Set.copyOf(losing);
        }
        return swept;
    }

    private void begin(Snapshot mirrored) {
        List<Long> loaded =
                mirrored.tickets().loaded().all().stream().map(Tickets.Loaded::contact).toList();
        List<ContactRow> contacts = mirrored.directory().byId().all();
        List<TicketRow> tickets = mirrored.tickets().byId().all();
        List<? extends Slice> people =
                mirrored.directory().whole()
                        ? range(contacts.stream().map(ContactRow::id).toList())
                        : Slice.batches(contacts.stream().map(ContactRow::id).toList());
        List<? extends Slice> owned =
                mirrored.tickets().whole().isPresent()
                        ? range(tickets.stream().map(TicketRow::id).toList())
                        : Slice.batches(loaded);
        people.forEach(s -> parts.add(new Part(What.CONTACTS, s, false, OptionalInt.empty())));
        owned.forEach(s -> parts.add(new Part(What.TICKETS, s, false, OptionalInt.empty())));
    }

    /** Up to the last one that is here: what is newer was not read in this sweep. */
    private static List<Slice> range(List<Long> ids) {
        return ids.isEmpty() ? List.of() : List.of(new Slice.Range(-1, ids.get(ids.size() - 1)));
    }

    /** Who left the directory since the sweep began is not counted. */
    private static Part current(Part part, Snapshot mirrored) {
        return part.what() == What.CONTACTS && part.slice() instanceof Slice.Batch batch
                ? new Part(
                        What.CONTACTS,
                        new Slice.Batch(
                                mirrored.directory().in(batch).stream()
                                        .map(ContactRow::id)
                                        .toList()),
                        part.halved(),
                        part.theirs())
                : part;
    }

    private Snapshot compare(Part part, Snapshot mirrored, Instant now) {
        List<Long> ours = ours(part, mirrored);
        if (part.slice() instanceof Slice.Batch batch && batch.contacts().isEmpty()) {
            return mirrored;
        }
        int theirs = part.theirs().orElseGet(() -> count(part.what(), part.slice(), now));
        if (theirs == ours.size()) {
            missedBefore(part.what()).removeAll(ours);
            return mirrored;
        }
        if (!part.halved() && ours.size() >= MASS && theirs < ours.size() / 2) {
            losing.add(part.what());
            lost = Set.copyOf(losing);
            return mirrored;
        }
        List<Slice> halves = part.slice().halves(ours);
        if (Math.max(ours.size(), theirs) > TicketSource.BATCH && halves.size() > 1) {
            int first = count(part.what(), halves.get(0), now);
            parts.addFirst(
                    new Part(
                            part.what(),
                            halves.get(1),
                            true,
                            OptionalInt.of(Math.max(theirs - first, 0))));
            parts.addFirst(new Part(part.what(), halves.get(0), true, OptionalInt.of(first)));
            return mirrored;
        }
        return read(part, ours, mirrored, now);
    }

    private Snapshot read(Part part, List<Long> ours, Snapshot mirrored, Instant now) {
        Set<Long> there = new HashSet<>();
        Snapshot read = mirrored;
        if (part.what() == What.CONTACTS) {
            List<ContactRow> rows = source.contacts(part.slice()).whole().rows();
            rows.forEach(row -> there.add(row.id()));
            read = mirrored.with(mirrored.directory().changed(rows));
        } else {
            List<TicketSource.Change> changes = source.tickets(part.slice(), since).whole().rows();
            changes.forEach(change -> there.add(change.id()));
            read =
                    mirrored.with(
                            mirrored.tickets()
                                    .changed(
                                            there,
                                            changes.stream()
                                                    .flatMap(change -> change.row().stream())
                                                    .toList()));
        }
        called(part.what(), now);
        Set<Long> missing = new HashSet<>(ours);
        missing.removeAll(there);
        Set<Long> missed = missedBefore(part.what());
        Set<Long> gone = new HashSet<>(missing);
        gone.retainAll(missed);
        missed.removeAll(ours);
        missing.removeAll(gone);
        missed.addAll(missing);
        return part.what() == What.CONTACTS
                ? read.with(read.directory().without(gone))
                : read.with(read.tickets().without(gone));
    }

    private Set<Long> missedBefore(What what) {
        return absent.computeIfAbsent(what, key -> new HashSet<>());
    }

    private List<Long> ours(Part part, Snapshot mirrored) {
        return part.what() == What.CONTACTS
                ? mirrored.directory().in(part.slice()).stream().map(ContactRow::id).toList()
                : mirrored.tickets().in(part.slice()).stream()
                        .filter(row -> row.since(since))
                        .map(TicketRow::id)
                        .toList();
    }

    private void called(What what, Instant now) {
        calls.add(now);
        (what == What.CONTACTS ? contactCalls : ticketCalls).accept(1);
    }

    private int count(What what, Slice slice, Instant now) {
        called(what, now);
        return what == What.CONTACTS
                ? source.countContacts(slice)
                : source.countTickets(slice, since);
    }
}
