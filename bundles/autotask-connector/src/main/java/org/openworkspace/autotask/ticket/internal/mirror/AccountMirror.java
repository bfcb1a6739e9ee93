package org.openworkspace.autotask.ticket.internal.mirror;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.openworkspace.autotask.connection.AutotaskSettings;
import org.openworkspace.autotask.connection.Cause;
import org.openworkspace.autotask.connection.ConnectionState;
import org.openworkspace.autotask.connection.ConnectionStates;
import org.openworkspace.autotask.ticket.TicketMirror;
import org.openworkspace.autotask.ticket.TicketView;
import org.openworkspace.autotask.ticket.internal.http.AutotaskException;
import org.openworkspace.autotask.ticket.internal.http.AutotaskException.Kind;
import org.openworkspace.autotask.ticket.internal.http.Budget;
import org.openworkspace.autotask.ticket.internal.http.Session;
import org.openworkspace.autotask.ticket.internal.json.ContactItem;
import org.openworkspace.autotask.ticket.internal.json.ThresholdInformation;
import org.openworkspace.autotask.ticket.internal.json.TicketItem;

/**
 * What is known through one login, and when Autotask is asked again. Readers take the published
 * {@link Snapshot} without a lock; one pass at a time asks Autotask and publishes the next one.
 */
final class AccountMirror {

    /** How long a look keeps a person's tickets fresh. */
    static final Duration LOOK = Duration.ofMinutes(5);

    /** How long the tickets of a person are kept after nobody looks any more. */
    static final Duration KEEP = Duration.ofHours(24);

    /** How often changed contacts are read: a new double or a deactivation shows within this. */
    static final Duration CONTACTS = Duration.ofMinutes(5);

    /** How many tickets, or contacts, are held at most because they come cheaper all together. */
    static final int MOST_HELD = 500_000;

    private static final Duration LABELS = Duration.ofDays(1);
    private static final Duration HURRY = Duration.ofMinutes(5);
    private static final Duration OVERLAP = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final Duration REPORT = Duration.ofMinutes(1);
    private static final Duration CLOCK_BACK = Duration.ofMinutes(1);
    private static final int FRESH_REFRESHES = 3;
    private static final int ON_DEMAND_REFRESHES = 5;

    // shares of our calls: what is left is for those who come after in this list
    private static final double FOR_WHOLE = 0.6;
    private static final double FOR_NEWCOMERS = 0.8;

    private final TicketSource source;
    private final AutotaskSettings settings;
    private final ConnectionStates states;
    private final Map<String, Instant> looks = new ConcurrentHashMap<>();
    private final Map<String, Instant> waiting = new ConcurrentHashMap<>();
    private final AtomicBoolean passing = new AtomicBoolean();
    private volatile Snapshot snapshot = Snapshot.EMPTY;
    private volatile Instant lookedAt = Instant.EPOCH;
    private volatile Instant askedAt = Instant.EPOCH;
    private volatile Instant latest = Instant.EPOCH;
    private volatile Instant deltaAt = Instant.EPOCH;
    private volatile Instant notBefore = Instant.EPOCH;
    private volatile Instant hurriedAt = Instant.EPOCH;
    private volatile boolean hurried;
    private volatile boolean failing;

    // used by the pass alone
    private final Sweep sweep;
    private final Whole<ContactItem, ContactRow> directory;
    private final Whole<TicketItem, TicketSource.Change> window;
    private Optional<Instant> watermark = Optional.empty();
    private Optional<Instant> contactsMark = Optional.empty();
    private Instant contactsAt = Instant.EPOCH;
    private Instant labelsAskedAt = Instant.EPOCH;
    private Instant windowBegin = Instant.EPOCH;
    private int failures;
    private Instant reportedAt = Instant.EPOCH;
    private Optional<ConnectionState> reported = Optional.empty();

    AccountMirror(Session session, AutotaskSettings settings, ConnectionStates states) {
        this.source = new TicketSource(session);
        this.settings = settings;
        this.states = states;
        this.directory = new Whole<>(source::countContacts, source::contacts, MOST_HELD);
        this.window =
                new Whole<>(
                        () -> source.countTickets(windowBegin),
                        () -> source.tickets(windowBegin),
                        MOST_HELD);
        this.sweep = new Sweep(source, directory::paid, window::paid);
    }

    /** Notes that somebody asks for an address; whether Autotask has to be asked about it. */
    boolean look(String identity, Instant now) {
        askedAt = now;
        return watched(identity, now);
    }

    /** Notes that a tile of an address is open; whether Autotask has to be asked about it. */
    boolean watched(String identity, Instant now) {
        lookedAt = now;
        looks.put(identity, now);
        return !snapshot.knows(identity) && waiting.putIfAbsent(identity, now) == null;
    }

    /** Notes that somebody wants what is newest: the next refresh comes at once, now and then. */
    void hurry(Instant now) {
        if (!now.isBefore(hurriedAt.plus(HURRY))) {
            hurriedAt = now;
            hurried = true;
        }
    }

    /**
     * What is known of a person.
     *
     * @param labels the words for what is in the rows
     * @param asOf EPOCH where there is no list
     */
    record Seen(TicketView.State state, List<TicketRow> rows, Labels labels, Instant asOf) {

        static Seen without(TicketView.State state) {
            return new Seen(state, List.of(), Labels.NONE, Instant.EPOCH);
        }

        boolean hasList() {
            return state == TicketView.State.READY || state == TicketView.State.STALE;
        }

        Seen stale() {
            return new Seen(TicketView.State.STALE, rows, labels, asOf);
        }

        TicketView view() {
            return hasList()
                    ? new TicketView(
                            state, Optional.of(asOf), rows.stream().map(labels::applied).toList())
                    : TicketView.without(state);
        }
    }

    /** Reads what is known; the window and the number of contacts are checked again here. */
    Seen see(String identity, Set<Long> companies, Instant now) {
        Snapshot current = snapshot;
        Snapshot.Answer answer = current.of(identity, companies, now.minus(settings.window()));
        TicketView.State state =
                switch (answer.state()) {
                    case LOADING ->
                            failing ? TicketView.State.UNAVAILABLE : TicketView.State.LOADING;
                    case READY -> fresh(answer.asOf(), now);
                    default -> answer.state();
                };
        return new Seen(state, answer.rows(), current.labels(), answer.asOf());
    }

    private TicketView.State fresh(Instant asOf, Instant now) {
        Instant until = asOf.plus(settings.refresh().multipliedBy(FRESH_REFRESHES));
        return sweep.rightsLost() || until.isBefore(now)
                ? TicketView.State.STALE
                : TicketView.State.READY;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    TicketMirror.Holding holding(Instant now) {
        Snapshot current = snapshot;
        Instant since = now.minus(LOOK);
        // until the first refresh, the first load
        Instant asOf = current.freshAt().equals(Instant.EPOCH) ? deltaAt : current.freshAt();
        return new TicketMirror.Holding(
                (int) looks.values().stream().filter(last -> last.isAfter(since)).count(),
                current.directory().byId().size(),
                current.tickets().byId().size(),
                Optional.of(asOf).filter(at -> at.isAfter(Instant.EPOCH)));
    }

    /** Something that differs once {@link #see} may answer differently, the passing time aside. */
    Object version() {
        return new Version(snapshot, failing, sweep.rightsLost());
    }

    private record Version(Snapshot snapshot, boolean failing, boolean rightsLost) {

        @Override
        public boolean equals(Object other) {
            // what a snapshot holds is too much to compare
            return other instanceof Version version
                    && snapshot == version.snapshot
                    && failing == version.failing
                    && rightsLost == version.rightsLost;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(snapshot);
        }
    }

    /** Whether there is something to ask, and nothing that forbids asking now. */
    boolean due(Instant now) {
        followClock(now);
        if (passing.get() || now.isBefore(notBefore) || !now.isBefore(lookedAt.plus(LOOK))) {
            return false;
        }
        if (source.session().refused()) {
            failing = true;
            return false;
        }
        Budget budget = source.session().budget();
        if (budget.waiting()) {
            return false;
        }
        boolean newcomers = newcomersDue(now, budget);
        boolean refresh = refreshDue(now, budget);
        boolean admits = newcomers && within(budget, FOR_NEWCOMERS);
        boolean refreshes = refresh && within(budget, 1);
        if (newcomers != admits || refresh != refreshes) {
            failing = true;
            report(LoginTrial.shareUsed(source.session(), now), now);
        }
        return admits || refreshes || wholeDue(now, budget);
    }

    private boolean within(Budget budget, double part) {
        return budget.spent() < settings.callsPerHour() * part;
    }

    private boolean newcomersDue(Instant now, Budget budget) {
        Instant before = now.minus(budget.gather(settings.callsPerHour()));
        return waiting.values().stream().anyMatch(since -> !since.isAfter(before));
    }

    private boolean refreshDue(Instant now, Budget budget) {
        if (budget.onDemand()) {
            Instant next = deltaAt.plus(settings.refresh().multipliedBy(ON_DEMAND_REFRESHES));
            return askedAt.isAfter(deltaAt) && !now.isBefore(next);
        }
        return hurried && budget.calm() && within(budget, FOR_WHOLE)
                || !now.isBefore(deltaAt.plus(budget.stretched(settings.refresh())));
    }

    private boolean wholeDue(Instant now, Budget budget) {
        return within(budget, FOR_WHOLE)
                && !budget.onDemand()
                && (directoryDue(now) || windowDue(now));
    }

    private boolean directoryDue(Instant now) {
        return !snapshot.directory().whole() && directory.due(pieces(TicketSource.ADDRESSES), now);
    }

    private boolean windowDue(Instant now) {
        return snapshot.tickets().whole().isEmpty() && window.due(pieces(TicketSource.BATCH), now);
    }

    /** In how many pieces those who wait would be asked for. */
    private int pieces(int size) {
        return (waiting.size() + size - 1) / size;
    }

    /**
     * Asks Autotask what is due: one batch of newcomers first, then what is for all, and of a whole
     * collection a page; so nobody waits behind a crowd. Blocks; a pass that is under way makes
     * another one do nothing.
     *
     * @return whether anything was asked
     */
    boolean pass(Instant now) {
        if (!passing.compareAndSet(false, true)) {
            return false;
        }
        Budget budget = source.session().budget();
        try {
            if (!budget.enter()) {
                return false;
            }
            readUsage(source.session());
            if (budget.paused()) {
                throw new AutotaskException(Kind.RATE_LIMITED, "Tickets");
            }
            forget(now);
            readLabels(now);
            if (newcomersDue(now, budget) && within(budget, FOR_NEWCOMERS)) {
                admit(newcomers(now), now);
            }
            if (refreshDue(now, budget) && within(budget, 1)) {
                refresh(now);
                snapshot = sweep.step(snapshot, begin(now), now);
            }
            if (wholeDue(now, budget)) {
                readWhole(now);
            }
            failures = 0;
            failing = false;
            budget.answered();
            report(
                    sweep.rightsLost()
                            ? LoginTrial.failed(
                                    new AutotaskException(Kind.NO_PERMISSION, "Tickets"),
                                    source.session(),
                                    now,
                                    Cause.TICKETS_NOT_READABLE)
                            : LoginTrial.connected(source.session(), now),
                    now);
            return true;
        } catch (AutotaskException e) {
            failed(e, now);
            return true;
        } finally {
            budget.left();
            passing.set(false);
        }
    }

    /** A clock that was put back must not leave what is due in the future. */
    private void followClock(Instant now) {
        if (now.isBefore(latest.minus(CLOCK_BACK)) && passing.compareAndSet(false, true)) {
            contactsAt = labelsAskedAt = notBefore = hurriedAt = Instant.EPOCH;
            // due at once; too long ago to trust what was read in a future a day away
            deltaAt =
                    now.isBefore(latest.minus(KEEP)) ? Instant.EPOCH : now.minus(KEEP.dividedBy(2));
            askedAt = now;
            lookedAt = earlier(lookedAt, now);
            sweep.postpone(now);
            directory.forgetPrice();
            window.forgetPrice();
            if (snapshot.freshAt().isAfter(now)) {
                snapshot = snapshot.freshAt(Instant.EPOCH);
            }
            looks.replaceAll((identity, last) -> earlier(last, now));
            waiting.replaceAll((identity, since) -> earlier(since, now));
            latest = now;
            passing.set(false);
        }
        latest = later(latest, now);
    }

    /**
     * Those who wait, the last to come first: a person who opens a tile does not wait for a crowd.
     */
    private List<String> newcomers(Instant now) {
        Instant since = now.minus(LOOK);
        waiting.keySet()
                .removeIf(
                        identity ->
                                snapshot.knows(identity)
                                        || !looks.getOrDefault(identity, Instant.EPOCH)
                                                .isAfter(since));
        return waiting.entrySet().stream()
                .sorted(
                        Map.Entry.<String, Instant>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(TicketSource.ADDRESSES)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Looks newcomers' contacts up, and loads the tickets of those that are new. Nobody is shown
     * tickets that are older than what is known of their contact.
     */
    private void admit(List<String> newcomers, Instant now) {
        Directory before = snapshot.directory();
        Directory answered = before;
        List<String> unknown = newcomers.stream().filter(i -> !before.knows(i)).toList();
        if (!unknown.isEmpty()) {
            Reading<ContactItem, ContactRow> read = source.contacts(unknown).whole();
            directory.paid(read.pages());
            if (contactsMark.isEmpty()) {
                contactsMark = Optional.of(read.date().orElse(now));
                contactsAt = now;
                sweep.postpone(now);
            }
            Set<String> asked = Set.copyOf(unknown);
            List<ContactRow> found =
                    read.rows().stream().filter(c -> asked.contains(c.identity())).toList();
            answered = before.answered(asked, found);
            snapshot = snapshot.with(before.withdrawn(found));
        }
        boolean inStep = fresh(snapshot.freshAt(), now) == TicketView.State.READY;
        Directory after = answered;
        Set<Long> contacts =
                newcomers.stream()
                        .flatMap(identity -> after.of(identity).stream())
                        .filter(
                                contact ->
                                        snapshot.tickets().loadedAt(contact.id()).isEmpty()
                                                || !inStep
                                                || before.isElsewhere(contact))
                        .map(ContactRow::id)
                        .collect(Collectors.toSet());
        snapshot = snapshot.with(loaded(snapshot.tickets(), contacts, now)).with(after);
        waiting.keySet().removeIf(snapshot::knows);
    }

    private Tickets loaded(Tickets base, Set<Long> contacts, Instant now) {
        Tickets loaded = base;
        for (Slice.Batch batch : Slice.batches(contacts)) {
            Reading<TicketItem, TicketSource.Change> read =
                    source.tickets(batch, begin(now)).whole();
            window.paid(read.pages());
            if (watermark.isEmpty()) {
                watermark = Optional.of(read.date().orElse(now));
                deltaAt = now;
            }
            Set<Long> theirs = Set.copyOf(batch.contacts());
            List<TicketRow> rows =
                    rows(read).stream().filter(row -> theirs.contains(row.contactId())).toList();
            loaded = loaded.loaded(theirs, rows, now);
        }
        return loaded;
    }

    /** Where what is held begins: a day before the window, lest a clock put back finds a gap. */
    private Instant begin(Instant now) {
        return now.minus(settings.window()).minus(KEEP);
    }

    private static List<TicketRow> rows(Reading<TicketItem, TicketSource.Change> read) {
        return read.rows().stream().flatMap(change -> change.row().stream()).toList();
    }

    private void readUsage(Session session) {
        if (session.zone().isPresent() && session.budget().usageDue()) {
            ThresholdInformation threshold = source.threshold();
            session.budget()
                    .read(
                            threshold.currentTimeframeRequestCount(),
                            threshold.externalRequestThreshold());
        }
    }

    private void readLabels(Instant now) {
        if (now.isBefore(labelsAskedAt.plus(LABELS))) {
            return;
        }
        labelsAskedAt = now;
        try {
            snapshot = snapshot.with(Labels.of(source.ticketFields(), now));
        } catch (AutotaskException e) {
            // tickets show with numbers until the words can be read; a refusal concerns tickets too
            if (e.kind().refusal()) {
                throw e;
            }
            labelsAskedAt = now.minus(LABELS).plus(CONTACTS);
        }
    }

    /** Brings all in step with Autotask; contacts every five minutes only. */
    private void refresh(Instant now) {
        Optional<Instant> contacts =
                contactsMark.filter(mark -> !now.isBefore(contactsAt.plus(CONTACTS)));
        refresh(snapshot.directory(), contacts, snapshot.tickets(), watermark, now);
    }

    /**
     * Reads which contacts changed, whoever they are, so that an address that left is seen, and one
     * that came a second time; then which tickets changed, whosever they are, so that a ticket that
     * left is seen. Both count together, and a contact that came to an address is read whole, since
     * a contact with older tickets could show them to somebody who never had them.
     *
     * @param contacts since when contacts are read; empty if they are not
     * @param tickets since when tickets are read; empty if there are none yet
     */
    private void refresh(
            Directory people,
            Optional<Instant> contacts,
            Tickets base,
            Optional<Instant> tickets,
            Instant now) {
        Optional<Reading<ContactItem, ContactRow>> moved =
                contacts.map(since -> source.contactChanges(since.minus(OVERLAP)).whole());
        List<ContactRow> rows = moved.map(Reading::rows).orElse(List.of());
        snapshot = snapshot.with(snapshot.directory().withdrawn(rows));
        Set<Long> arrived =
                rows.stream()
                        .filter(contact -> contact.active() && !people.has(contact))
                        .map(ContactRow::id)
                        .filter(contact -> base.loadedAt(contact).isPresent())
                        .collect(Collectors.toSet());
        Tickets held = loaded(base, arrived, now);
        Optional<Reading<TicketItem, TicketSource.Change>> changes =
                tickets.map(since -> source.changes(since.minus(OVERLAP)).whole());
        Instant begin = begin(now);
        Tickets changed =
                changes.map(
                                read ->
                                        held.changed(
                                                read.rows().stream()
                                                        .map(TicketSource.Change::id)
                                                        .collect(Collectors.toSet()),
                                                rows(read).stream()
                                                        .filter(row -> row.since(begin))
                                                        .toList()))
                        .orElse(held);
        snapshot =
                new Snapshot(
                        people.changed(rows),
                        changed,
                        snapshot.labels(),
                        changes.isPresent() && !sweep.rightsLost() ? now : snapshot.freshAt());
        changes.ifPresent(read -> watermark = Optional.of(moved(tickets.get(), read, now)));
        deltaAt = now;
        hurried = false;
        moved.ifPresent(
                read -> {
                    contactsMark = Optional.of(read.date().orElse(now));
                    contactsAt = now;
                });
        if (!rows.isEmpty()) {
            dropUnwanted();
            rows.stream()
                    .map(ContactRow::identity)
                    .filter(identity -> looks.containsKey(identity) && !snapshot.knows(identity))
                    .forEach(identity -> waiting.putIfAbsent(identity, now));
        }
    }

    /** To the newest change that was seen, but not beyond the time of the first page. */
    private static Instant moved(
            Instant mark, Reading<TicketItem, TicketSource.Change> read, Instant now) {
        Instant newest = mark;
        for (TicketSource.Change change : read.rows()) {
            newest = later(newest, change.changed().orElse(newest));
        }
        return earlier(newest, later(read.date().orElse(now), mark));
    }

    /**
     * Reads a page of a whole collection. The last one makes it count, together with all that
     * changed since the first one.
     */
    private void readWhole(Instant now) {
        if (directoryDue(now)) {
            directory.step(now);
            if (directory.read().isPresent()) {
                Reading<ContactItem, ContactRow> read = directory.read().get();
                refresh(
                        snapshot.directory().completed(read.rows()),
                        Optional.of(begun(read, contactsMark, now)),
                        snapshot.tickets(),
                        watermark,
                        now);
                directory.clear();
            }
        } else if (windowDue(now)) {
            windowBegin = window.idle() ? begin(now) : windowBegin;
            window.step(now);
            if (window.read().isPresent()) {
                Reading<TicketItem, TicketSource.Change> read = window.read().get();
                Instant begun = begun(read, watermark, now);
                refresh(
                        snapshot.directory(),
                        Optional.empty(),
                        snapshot.tickets().completed(rows(read), begun),
                        Optional.of(begun),
                        now);
                window.clear();
            }
        }
    }

    private static Instant begun(Reading<?, ?> read, Optional<Instant> mark, Instant now) {
        Instant begun = read.date().orElse(now);
        return earlier(begun, mark.orElse(begun));
    }

    /** Forgets who has not looked for long; all, if there was no refresh for as long. */
    private void forget(Instant now) {
        Instant since = now.minus(KEEP);
        if (!deltaAt.isAfter(since) && watermark.isPresent()) {
            snapshot = Snapshot.EMPTY.with(snapshot.labels());
            watermark = Optional.empty();
            contactsMark = Optional.empty();
            directory.clear();
            window.clear();
            looks.forEach((identity, last) -> waiting.putIfAbsent(identity, last));
        }
        if (looks.values().removeIf(last -> !last.isAfter(since))) {
            dropUnwanted();
        }
    }

    private void dropUnwanted() {
        Directory kept = snapshot.directory().keeping(looks::containsKey);
        Set<Long> wanted =
                kept.byId().all().stream()
                        .filter(contact -> looks.containsKey(contact.identity()))
                        .map(ContactRow::id)
                        .collect(Collectors.toSet());
        snapshot = snapshot.with(kept).with(snapshot.tickets().keeping(wanted::contains));
    }

    private void failed(AutotaskException failure, Instant now) {
        failing = true;
        failures = Math.min(failures + 1, 6);
        // the hour's calls do not come back within seconds
        Duration unsaid =
                failure.kind() == Kind.RATE_LIMITED
                        ? LONGEST_WAIT
                        : Duration.ofSeconds(1L << failures);
        Duration wait = failure.retryAfter().orElse(unsaid);
        Duration bounded = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
        long jitter = ThreadLocalRandom.current().nextLong(bounded.toMillis() / 4 + 1);
        Duration jittered = bounded.plusMillis(jitter);
        if (failure.kind() == Kind.RATE_LIMITED || failure.kind() == Kind.THREADS_EXCEEDED) {
            // the limits are the database's, whoever runs into them
            source.session().budget().pause(jittered);
        } else {
            notBefore = now.plus(jittered);
        }
        report(LoginTrial.failed(failure, source.session(), now, Cause.TICKETS_NOT_READABLE), now);
    }

    /** Reports what is new; that all is well still, once a minute. */
    private void report(ConnectionState state, Instant now) {
        boolean same =
                reported.filter(
                                before ->
                                        before.kind() == state.kind()
                                                && before.cause().equals(state.cause())
                                                && before.zone().equals(state.zone()))
                        .isPresent();
        if (!same || !now.isBefore(reportedAt.plus(REPORT))) {
            reported = Optional.of(state);
            reportedAt = now;
            states.report(source.session().login().key(), state);
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
