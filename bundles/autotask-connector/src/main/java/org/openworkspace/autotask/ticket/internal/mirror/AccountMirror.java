package org.openworkspace.autotask.ticket.internal.mirror;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
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
import org.openworkspace.autotask.ticket.Ticket;
import org.openworkspace.autotask.ticket.TicketView;
import org.openworkspace.autotask.ticket.internal.http.AutotaskException;
import org.openworkspace.autotask.ticket.internal.http.AutotaskException.Kind;
import org.openworkspace.autotask.ticket.internal.http.Budget;
import org.openworkspace.autotask.ticket.internal.http.Session;
import org.openworkspace.autotask.ticket.internal.json.ThresholdInformation;
import org.openworkspace.autotask.ticket.internal.json.TicketItem;

/**
 * What is known through one login: people by address, and the tickets of their contacts. Readers
 * read published, immutable lists without a lock; one pass at a time asks Autotask and publishes.
 */
final class AccountMirror {

    /** How long a look keeps a person's tickets fresh. */
    static final Duration LOOK = Duration.ofMinutes(5);

    /** How long the tickets of a person are kept after nobody looks any more. */
    static final Duration KEEP = Duration.ofHours(24);

    /** How often changed contacts are read: a new double or a deactivation shows within this. */
    static final Duration CONTACTS = Duration.ofMinutes(5);

    /** How often what vanished without a trace is looked for, a batch of contacts at a time. */
    static final Duration SWEEP = Duration.ofHours(1);

    /** The shortest time between two batches of a sweep: beyond 3,500 contacts it takes longer. */
    static final Duration SWEEP_STEP = SWEEP.dividedBy(7);

    private static final Duration LABELS = Duration.ofDays(1);
    private static final Duration OVERLAP = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final Duration REPORT = Duration.ofMinutes(1);
    private static final Duration CLOCK_BACK = Duration.ofMinutes(1);
    private static final int FRESH_REFRESHES = 3;
    private static final int ON_DEMAND_REFRESHES = 5;
    private static final int MASS = 10;

    private static final Comparator<TicketRow> LATEST_FIRST =
            Comparator.comparing(TicketRow::lastActivity)
                    .reversed()
                    .thenComparing(TicketRow::id, Comparator.reverseOrder());

    /**
     * Somebody who looks.
     *
     * @param first since when
     * @param last when they did so last
     */
    private record Look(Instant first, Instant last) {

        Look again(Look now) {
            return new Look(first, now.last);
        }
    }

    /** The active contacts that have one address, whichever company they belong to. */
    private record Person(List<ContactRow> contacts) {

        Person without(long contact) {
            return new Person(contacts.stream().filter(c -> c.id() != contact).toList());
        }

        Person with(ContactRow contact) {
            List<ContactRow> all = new ArrayList<>(without(contact.id()).contacts());
            all.add(contact);
            return new Person(List.copyOf(all));
        }
    }

    /** A contact's tickets, and when they were last known to be right. */
    private record Rows(List<TicketRow> rows, Instant loadedAt) {}

    private final TicketSource source;
    private final AutotaskSettings settings;
    private final ConnectionStates states;
    private final Map<String, Look> looks = new ConcurrentHashMap<>();
    private final Map<String, Person> people = new ConcurrentHashMap<>();
    private final Map<Long, Rows> tickets = new ConcurrentHashMap<>();
    private final AtomicBoolean passing = new AtomicBoolean();

    // written by the pass alone
    private final Map<Long, Long> owners = new HashMap<>();
    private final Set<Long> absent = new HashSet<>();
    private final Deque<List<Long>> sweep = new ArrayDeque<>();
    private Optional<Instant> watermark = Optional.empty();
    private Optional<Instant> contactsMark = Optional.empty();
    private volatile Instant deltaAt = Instant.EPOCH;
    private volatile Instant contactsAt = Instant.EPOCH;
    private volatile Instant sweepAt = Instant.EPOCH;
    private volatile Instant sweptAt = Instant.EPOCH;
    private volatile Instant askedAt = Instant.EPOCH;
    private volatile Instant latest = Instant.EPOCH;
    private volatile boolean rightsLost;
    private volatile Labels labels = Labels.NONE;
    private Instant labelsAskedAt = Instant.EPOCH;
    private volatile Instant freshAt = Instant.EPOCH;
    private volatile boolean failing;
    private volatile Instant notBefore = Instant.EPOCH;
    private int failures;
    private Instant reportedAt = Instant.EPOCH;
    private Optional<ConnectionState> reported = Optional.empty();

    AccountMirror(Session session, AutotaskSettings settings, ConnectionStates states) {
        this.source = new TicketSource(session);
        this.settings = settings;
        this.states = states;
    }

    /** Notes that somebody asks for an address; whether nothing is known of it yet. */
    boolean look(String identity, Instant now) {
        askedAt = now;
        watched(identity, now);
        return !people.containsKey(identity);
    }

    /** Notes that a tile of an address is open. */
    void watched(String identity, Instant now) {
        looks.merge(identity, new Look(now, now), Look::again);
    }

    /** Reads what is known; the window and the number of contacts are checked again here. */
    TicketView view(String identity, Set<Long> companies, Instant now) {
        Person person = people.get(identity);
        if (person == null) {
            return TicketView.without(nothing());
        }
        List<ContactRow> contacts =
                person.contacts().stream()
                        .filter(c -> companies.isEmpty() || companies.contains(c.companyId()))
                        .toList();
        if (contacts.size() != 1) {
            return TicketView.without(
                    contacts.isEmpty()
                            ? TicketView.State.NO_CONTACT
                            : TicketView.State.SEVERAL_CONTACTS);
        }
        Rows rows = tickets.get(contacts.get(0).id());
        if (rows == null) {
            return TicketView.without(nothing());
        }
        Instant asOf = freshAt.isAfter(rows.loadedAt()) ? freshAt : rows.loadedAt();
        Instant windowStart = now.minus(settings.window());
        Labels words = labels;
        List<Ticket> shown =
                rows.rows().stream()
                        .filter(row -> !row.lastActivity().isBefore(windowStart))
                        .map(words::applied)
                        .toList();
        boolean fresh =
                !rightsLost
                        && !asOf.plus(settings.refresh().multipliedBy(FRESH_REFRESHES))
                                .isBefore(now);
        return new TicketView(
                fresh ? TicketView.State.READY : TicketView.State.STALE, Optional.of(asOf), shown);
    }

    private TicketView.State nothing() {
        return failing ? TicketView.State.UNAVAILABLE : TicketView.State.LOADING;
    }

    /** Whether there is something to ask, and nothing that forbids asking now. */
    boolean due(Instant now) {
        followClock(now);
        if (passing.get() || now.isBefore(notBefore)) {
            return false;
        }
        Set<String> wanted = wanted(now);
        if (wanted.isEmpty()) {
            return false;
        }
        if (source.session().refused()) {
            failing = true;
            return false;
        }
        Budget budget = source.session().budget();
        if (budget.waiting() || budget.spent() >= settings.callsPerHour()) {
            return false;
        }
        return !unknown(wanted).isEmpty() || refreshDue(now, budget);
    }

    private boolean refreshDue(Instant now, Budget budget) {
        if (budget.onDemand()) {
            Instant next = deltaAt.plus(settings.refresh().multipliedBy(ON_DEMAND_REFRESHES));
            return askedAt.isAfter(deltaAt) && !now.isBefore(next);
        }
        return !now.isBefore(deltaAt.plus(budget.stretched(settings.refresh())));
    }

    /**
     * Asks Autotask what is due, for at most one batch of people, so that nobody waits behind a
     * crowd. Blocks; a pass that is under way makes another one do nothing.
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
            readContactChanges(now);
            boolean first = checkContacts(batch(unknown(wanted(now))), now);
            if (!first || refreshDue(now, budget)) {
                readChanges(now);
            }
            sweep(now);
            failures = 0;
            failing = false;
            budget.answered();
            report(
                    rightsLost
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
        if (now.isBefore(latest.minus(CLOCK_BACK))) {
            deltaAt = contactsAt = labelsAskedAt = notBefore = Instant.EPOCH;
            askedAt = sweepAt = sweptAt = now;
            freshAt = freshAt.isAfter(now) ? Instant.EPOCH : freshAt;
            looks.replaceAll(
                    (identity, look) ->
                            look.last().isAfter(now) ? new Look(look.first(), now) : look);
            latest = now;
        }
        latest = later(latest, now);
    }

    /**
     * Those who began to look last come first: a person who opens a tile does not wait for a crowd.
     */
    private Set<String> batch(Set<String> identities) {
        return identities.stream()
                .sorted(
                        Comparator.comparing(
                                        (String identity) ->
                                                Optional.ofNullable(looks.get(identity))
                                                        .map(Look::first)
                                                        .orElse(Instant.EPOCH))
                                .reversed())
                .limit(TicketSource.BATCH)
                .collect(Collectors.toSet());
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

    private Set<String> wanted(Instant now) {
        Instant since = now.minus(LOOK);
        return looks.entrySet().stream()
                .filter(look -> look.getValue().last().isAfter(since))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Those whose contacts, or whose contacts' tickets, are not there yet. */
    private Set<String> unknown(Collection<String> wanted) {
        return wanted.stream()
                .filter(
                        identity ->
                                Optional.ofNullable(people.get(identity))
                                        .filter(p -> p.contacts().stream().allMatch(this::loaded))
                                        .isEmpty())
                .collect(Collectors.toSet());
    }

    private boolean loaded(ContactRow contact) {
        return tickets.containsKey(contact.id());
    }

    private void readLabels(Instant now) {
        if (now.isBefore(labelsAskedAt.plus(LABELS))) {
            return;
        }
        labelsAskedAt = now;
        try {
            labels = Labels.of(source.ticketFields(), now);
        } catch (AutotaskException e) {
            // tickets show with numbers until the words can be read; a refusal concerns tickets too
            if (e.kind().refusal()) {
                throw e;
            }
            labelsAskedAt = now.minus(LABELS).plus(CONTACTS);
        }
    }

    /**
     * Reads which contacts changed, whoever they are: so an address that left is seen, and one that
     * came a second time.
     */
    private void readContactChanges(Instant now) {
        if (contactsMark.isEmpty() || now.isBefore(contactsAt.plus(CONTACTS))) {
            return;
        }
        TicketSource.Pass<ContactRow> pass =
                source.contactsChangedSince(contactsMark.get().minus(OVERLAP));
        Map<Long, Set<String>> holders = new HashMap<>();
        people.forEach(
                (identity, person) ->
                        person.contacts()
                                .forEach(
                                        contact ->
                                                holders.computeIfAbsent(
                                                                contact.id(), id -> new HashSet<>())
                                                        .add(identity)));
        for (ContactRow contact : pass.rows()) {
            Optional<String> holder =
                    Identity.of(contact.address()).filter(identity -> contact.active());
            for (String identity : holders.getOrDefault(contact.id(), Set.of())) {
                if (!holder.equals(Optional.of(identity))) {
                    people.computeIfPresent(identity, (key, p) -> p.without(contact.id()));
                }
            }
            holder.ifPresent(
                    identity -> people.computeIfPresent(identity, (key, p) -> p.with(contact)));
        }
        contactsMark = Optional.of(pass.date().orElse(now));
        contactsAt = now;
        dropUnreferenced();
    }

    /** Looks contacts up, and loads the tickets of those that are new. */
    private boolean checkContacts(Set<String> identities, Instant now) {
        if (identities.isEmpty()) {
            return false;
        }
        Map<String, List<ContactRow>> found = new HashMap<>();
        identities.forEach(identity -> found.put(identity, new ArrayList<>()));
        TicketSource.Pass<ContactRow> pass = source.contacts(identities);
        for (ContactRow contact : pass.rows()) {
            Identity.of(contact.address())
                    .filter(identity -> contact.active())
                    .map(found::get)
                    .ifPresent(contacts -> contacts.add(contact));
        }
        if (contactsMark.isEmpty()) {
            contactsMark = Optional.of(pass.date().orElse(now));
            contactsAt = now;
            sweptAt = now;
        }
        Set<Long> fresh = new HashSet<>();
        found.values().stream()
                .flatMap(List::stream)
                .filter(contact -> !loaded(contact))
                .forEach(contact -> fresh.add(contact.id()));
        // who lost a contact stops seeing its tickets before anything else is asked
        found.forEach(
                (identity, contacts) -> {
                    if (contacts.stream().allMatch(this::loaded)) {
                        people.put(identity, new Person(List.copyOf(contacts)));
                    } else {
                        people.remove(identity);
                    }
                });
        List<Long> toLoad = List.copyOf(fresh);
        for (int from = 0; from < toLoad.size(); from += TicketSource.BATCH) {
            load(toLoad.subList(from, Math.min(from + TicketSource.BATCH, toLoad.size())), now);
        }
        found.forEach(
                (identity, contacts) -> people.put(identity, new Person(List.copyOf(contacts))));
        dropUnreferenced();
        return !fresh.isEmpty();
    }

    /**
     * Looks for what vanished without a trace: counts a batch of contacts and their tickets, and
     * reads more only where a count is not ours.
     */
    private void sweep(Instant now) {
        if (sweep.isEmpty() && !now.isBefore(sweptAt.plus(SWEEP))) {
            List<Long> all = List.copyOf(tickets.keySet());
            for (int from = 0; from < all.size(); from += TicketSource.BATCH) {
                sweep.add(all.subList(from, Math.min(from + TicketSource.BATCH, all.size())));
            }
            sweptAt = now;
        }
        if (sweep.isEmpty() || now.isBefore(sweepAt.plus(SWEEP_STEP))) {
            return;
        }
        sweepAt = now;
        List<Long> batch = sweep.remove().stream().filter(tickets::containsKey).toList();
        if (!batch.isEmpty()) {
            sweepContacts(batch, now);
            sweepTickets(batch.stream().filter(tickets::containsKey).toList(), now);
        }
    }

    private void sweepContacts(List<Long> batch, Instant now) {
        int there = source.activeContacts(batch);
        if (there == batch.size()) {
            return;
        }
        if (mass(batch.size(), there)) {
            rightsLost = true;
            return;
        }
        Set<Long> swept = Set.copyOf(batch);
        checkContacts(
                people.entrySet().stream()
                        .filter(
                                person ->
                                        person.getValue().contacts().stream()
                                                .anyMatch(c -> swept.contains(c.id())))
                        .map(Map.Entry::getKey)
                        .limit(TicketSource.BATCH)
                        .collect(Collectors.toSet()),
                now);
    }

    private void sweepTickets(List<Long> batch, Instant now) {
        Instant since = now.minus(settings.window());
        Map<Long, Long> ours = new HashMap<>();
        for (Long contact : batch) {
            Optional.ofNullable(tickets.get(contact)).map(Rows::rows).stream()
                    .flatMap(List::stream)
                    .filter(row -> !row.lastActivity().isBefore(since))
                    .forEach(row -> ours.put(row.id(), row.contactId()));
        }
        if (batch.isEmpty() || source.ticketCount(batch, since) == ours.size()) {
            absent.removeAll(ours.keySet());
            rightsLost = false;
            return;
        }
        Map<Long, Long> theirs = new HashMap<>();
        source.ticketIds(batch, since)
                .forEach(
                        item ->
                                Optional.ofNullable(item.contactID())
                                        .ifPresent(contact -> theirs.put(item.id(), contact)));
        rightsLost = mass(ours.size(), theirs.size());
        if (rightsLost) {
            return;
        }
        if (!ours.entrySet().containsAll(theirs.entrySet())) {
            // something was missed; what is read whole is right
            load(batch, now);
            return;
        }
        Set<Long> gone = new HashSet<>(ours.keySet());
        gone.removeAll(theirs.keySet());
        absent.removeAll(theirs.keySet());
        for (Long ticket : gone) {
            // a second sweep has to agree
            if (!absent.add(ticket)) {
                absent.remove(ticket);
                Optional.ofNullable(owners.remove(ticket))
                        .ifPresent(owner -> remove(ticket, owner));
            }
        }
    }

    /** Whether so much vanished at once that rights were lost, rather than rows. */
    private static boolean mass(int before, int now) {
        return before >= MASS && now < before / 2;
    }

    private void load(Collection<Long> contacts, Instant now) {
        TicketSource.Pass<TicketItem> pass = source.tickets(contacts, now.minus(settings.window()));
        List<TicketRow> loaded =
                pass.rows().stream().map(AccountMirror::row).flatMap(Optional::stream).toList();
        Map<Long, List<TicketRow>> byContact = new HashMap<>();
        contacts.forEach(contact -> byContact.put(contact, new ArrayList<>()));
        for (TicketRow row : loaded) {
            Optional.ofNullable(byContact.get(row.contactId()))
                    .ifPresent(
                            rows -> {
                                take(row.id(), row.contactId());
                                rows.add(row);
                            });
        }
        byContact.forEach((contact, rows) -> publish(contact, rows, now));
        if (watermark.isEmpty()) {
            watermark = Optional.of(pass.date().orElse(now));
            deltaAt = now;
        }
    }

    /**
     * Reads all that changed since the watermark, whosever it is: so a ticket that left is seen.
     */
    private void readChanges(Instant now) {
        if (watermark.isEmpty()) {
            deltaAt = now;
            return;
        }
        TicketSource.Pass<TicketItem> pass = source.changedSince(watermark.get().minus(OVERLAP));
        // a row that cannot be understood fails the pass before anything is taken from anybody
        Map<Long, Optional<TicketRow>> read = new HashMap<>();
        Instant newest = watermark.get();
        for (TicketItem item : pass.rows()) {
            read.put(item.id(), row(item));
            newest = later(newest, WireMapping.changed(item).orElse(newest));
        }
        Map<Long, Map<Long, TicketRow>> changed = new HashMap<>();
        read.forEach(
                (ticket, row) -> {
                    Long owner = owners.remove(ticket);
                    if (owner != null) {
                        rowsOf(owner, changed).remove(ticket);
                    }
                    row.filter(r -> tickets.containsKey(r.contactId()))
                            .filter(r -> !r.lastActivity().isBefore(now.minus(settings.window())))
                            .ifPresent(
                                    r -> {
                                        rowsOf(r.contactId(), changed).put(ticket, r);
                                        owners.put(ticket, r.contactId());
                                    });
                });
        changed.forEach((contact, rows) -> publish(contact, rows.values(), now));
        Instant passed = pass.date().orElse(now);
        watermark = Optional.of(newest.isAfter(passed) ? later(passed, watermark.get()) : newest);
        deltaAt = now;
        if (!rightsLost) {
            freshAt = now;
        }
    }

    private static Optional<TicketRow> row(TicketItem item) {
        try {
            return WireMapping.ticket(item);
        } catch (IllegalArgumentException e) {
            throw new AutotaskException(Kind.NOT_AUTOTASK, "Tickets");
        }
    }

    private Map<Long, TicketRow> rowsOf(Long contact, Map<Long, Map<Long, TicketRow>> changed) {
        return changed.computeIfAbsent(
                contact,
                key -> {
                    Map<Long, TicketRow> rows = new HashMap<>();
                    Optional.ofNullable(tickets.get(key)).map(Rows::rows).stream()
                            .flatMap(List::stream)
                            .forEach(row -> rows.put(row.id(), row));
                    return rows;
                });
    }

    /** Makes a ticket this contact's alone. */
    private void take(long ticket, long contact) {
        Long before = owners.put(ticket, contact);
        if (before != null && before != contact) {
            remove(ticket, before);
        }
    }

    private void remove(long ticket, long contact) {
        Rows rows = tickets.get(contact);
        if (rows != null) {
            publish(
                    contact,
                    rows.rows().stream().filter(row -> row.id() != ticket).toList(),
                    rows.loadedAt());
        }
    }

    private void publish(long contact, Collection<TicketRow> rows, Instant at) {
        tickets.put(contact, new Rows(rows.stream().sorted(LATEST_FIRST).toList(), at));
    }

    private void forget(Instant now) {
        Instant since = now.minus(KEEP);
        looks.values().removeIf(look -> !look.last().isAfter(since));
        people.keySet().removeIf(identity -> !looks.containsKey(identity));
        dropUnreferenced();
    }

    private void dropUnreferenced() {
        Set<Long> referenced =
                people.values().stream()
                        .flatMap(person -> person.contacts().stream())
                        .map(ContactRow::id)
                        .collect(Collectors.toSet());
        tickets.keySet().retainAll(referenced);
        owners.values().retainAll(referenced);
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
}
