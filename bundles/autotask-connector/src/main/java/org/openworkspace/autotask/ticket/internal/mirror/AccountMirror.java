package org.openworkspace.autotask.ticket.internal.mirror;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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
import org.openworkspace.autotask.ticket.internal.http.Session;
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

    /** How often contacts are looked up again: a new double or a deactivation shows within this. */
    static final Duration CONTACTS = Duration.ofMinutes(5);

    private static final Duration LABELS = Duration.ofDays(1);
    private static final Duration OVERLAP = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final Duration REPORT = Duration.ofMinutes(1);
    private static final int FRESH_REFRESHES = 3;

    private static final Comparator<TicketRow> LATEST_FIRST =
            Comparator.comparing(TicketRow::lastActivity)
                    .reversed()
                    .thenComparing(TicketRow::id, Comparator.reverseOrder());

    /** The contacts that have one address, whichever company they belong to. */
    private record Person(List<ContactRow> contacts, Instant checkedAt) {}

    /** A contact's tickets, and when they were last known to be right. */
    private record Rows(List<TicketRow> rows, Instant loadedAt) {}

    private final TicketSource source;
    private final AutotaskSettings settings;
    private final ConnectionStates states;
    private final Map<String, Instant> lookedAt = new ConcurrentHashMap<>();
    private final Map<String, Person> people = new ConcurrentHashMap<>();
    private final Map<Long, Rows> tickets = new ConcurrentHashMap<>();
    private final AtomicBoolean passing = new AtomicBoolean();

    // written by the pass alone
    private final Map<Long, Long> owners = new HashMap<>();
    private Optional<Instant> watermark = Optional.empty();
    private Instant deltaAt = Instant.EPOCH;
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

    /** Notes that somebody looks at an address; whether nothing is known of it yet. */
    boolean look(String identity, Instant now) {
        lookedAt.put(identity, now);
        return !people.containsKey(identity);
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
        boolean fresh = !asOf.plus(settings.refresh().multipliedBy(FRESH_REFRESHES)).isBefore(now);
        return new TicketView(
                fresh ? TicketView.State.READY : TicketView.State.STALE, Optional.of(asOf), shown);
    }

    private TicketView.State nothing() {
        return failing ? TicketView.State.UNAVAILABLE : TicketView.State.LOADING;
    }

    /** Whether there is something to ask, and nothing that forbids asking now. */
    boolean due(Instant now) {
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
        if (source.session().callsLastHour() >= settings.callsPerHour()) {
            return false;
        }
        return !now.isBefore(deltaAt.plus(settings.refresh())) || !unchecked(wanted, now).isEmpty();
    }

    /** Asks Autotask what is due. Blocks; a pass that is under way makes another one do nothing. */
    void pass(Instant now) {
        if (!passing.compareAndSet(false, true)) {
            return;
        }
        try {
            forget(now);
            Set<String> wanted = wanted(now);
            readLabels(now);
            boolean first = checkContacts(unchecked(wanted, now), now);
            if (!first || !now.isBefore(deltaAt.plus(settings.refresh()))) {
                readChanges(now);
            }
            failures = 0;
            failing = false;
            report(LoginTrial.connected(source.session(), now), now);
        } catch (AutotaskException e) {
            failed(e, now);
        } finally {
            passing.set(false);
        }
    }

    private Set<String> wanted(Instant now) {
        Instant since = now.minus(LOOK);
        return lookedAt.entrySet().stream()
                .filter(look -> look.getValue().isAfter(since))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Set<String> unchecked(Collection<String> wanted, Instant now) {
        return wanted.stream()
                .filter(
                        identity ->
                                Optional.ofNullable(people.get(identity))
                                        .filter(p -> p.checkedAt().plus(CONTACTS).isAfter(now))
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

    /** Looks contacts up, and loads the tickets of those that are new. */
    private boolean checkContacts(Set<String> identities, Instant now) {
        if (identities.isEmpty()) {
            return false;
        }
        Map<String, List<ContactRow>> found = new HashMap<>();
        identities.forEach(identity -> found.put(identity, new ArrayList<>()));
        for (ContactRow contact : source.contacts(identities)) {
            Identity.of(contact.address())
                    .filter(identity -> contact.active())
                    .map(found::get)
                    .ifPresent(contacts -> contacts.add(contact));
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
                        people.put(identity, new Person(List.copyOf(contacts), now));
                    } else {
                        people.remove(identity);
                    }
                });
        if (!fresh.isEmpty()) {
            load(fresh, now);
        }
        found.forEach(
                (identity, contacts) ->
                        people.put(identity, new Person(List.copyOf(contacts), now)));
        dropUnreferenced();
        return !fresh.isEmpty();
    }

    private void load(Set<Long> contacts, Instant now) {
        TicketSource.Pass<TicketItem> pass = source.tickets(contacts, now.minus(settings.window()));
        Map<Long, List<TicketRow>> byContact = new HashMap<>();
        contacts.forEach(contact -> byContact.put(contact, new ArrayList<>()));
        for (TicketItem item : pass.rows()) {
            row(item)
                    .ifPresent(
                            row ->
                                    Optional.ofNullable(byContact.get(row.contactId()))
                                            .ifPresent(
                                                    rows -> {
                                                        take(row.id(), row.contactId());
                                                        rows.add(row);
                                                    }));
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
        Map<Long, Map<Long, TicketRow>> changed = new HashMap<>();
        Instant newest = watermark.get();
        for (TicketItem item : pass.rows()) {
            Optional<TicketRow> row = row(item);
            Long owner = owners.get(item.id());
            if (owner != null) {
                rowsOf(owner, changed).remove(item.id());
                owners.remove(item.id());
            }
            row.filter(r -> tickets.containsKey(r.contactId()))
                    .filter(r -> !r.lastActivity().isBefore(now.minus(settings.window())))
                    .ifPresent(
                            r -> {
                                rowsOf(r.contactId(), changed).put(r.id(), r);
                                owners.put(r.id(), r.contactId());
                            });
            newest = later(newest, WireMapping.changed(item).orElse(newest));
        }
        changed.forEach((contact, rows) -> publish(contact, rows.values(), now));
        Instant passed = pass.date().orElse(now);
        watermark = Optional.of(newest.isAfter(passed) ? later(passed, watermark.get()) : newest);
        deltaAt = now;
        freshAt = now;
    }

    private static Optional<TicketRow> row(TicketItem item) {
        try {
            return WireMapping.ticket(item);
        } catch (IllegalArgumentException e) {
            throw new AutotaskException(AutotaskException.Kind.NOT_AUTOTASK, "Tickets");
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
            Rows rows = tickets.get(before);
            if (rows != null) {
                publish(
                        before,
                        rows.rows().stream().filter(row -> row.id() != ticket).toList(),
                        rows.loadedAt());
            }
        }
    }

    private void publish(long contact, Collection<TicketRow> rows, Instant at) {
        tickets.put(contact, new Rows(rows.stream().sorted(LATEST_FIRST).toList(), at));
    }

    private void forget(Instant now) {
        Instant since = now.minus(KEEP);
        lookedAt.values().removeIf(look -> !look.isAfter(since));
        people.keySet().removeIf(identity -> !lookedAt.containsKey(identity));
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
                failure.kind() == AutotaskException.Kind.RATE_LIMITED
                        ? LONGEST_WAIT
                        : Duration.ofSeconds(1L << failures);
        Duration wait = failure.retryAfter().orElse(unsaid);
        Duration bounded = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
        long jitter = ThreadLocalRandom.current().nextLong(bounded.toMillis() / 4 + 1);
        notBefore = now.plus(bounded).plusMillis(jitter);
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
