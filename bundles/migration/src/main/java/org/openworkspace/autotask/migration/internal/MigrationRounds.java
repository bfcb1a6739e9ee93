package org.openworkspace.autotask.migration.internal;

import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.ConnectionForm;
import org.openworkspace.autotask.connection.ConnectionStates;
import org.openworkspace.autotask.connection.ConnectionStore;
import org.openworkspace.autotask.connection.ConnectionStore.StoredConnection;
import org.openworkspace.autotask.connection.Connections;
import org.openworkspace.autotask.connection.LegacyKeys;
import org.openworkspace.autotask.connection.LoginCheck;
import org.openworkspace.autotask.connection.LoginGuard;
import org.openworkspace.autotask.connection.SealedNotes;
import org.openworkspace.autotask.migration.LegacyAddress;
import org.openworkspace.autotask.migration.Migration;
import org.openworkspace.autotask.migration.MigrationReport;
import org.openworkspace.autotask.migration.MigrationReport.Entry;
import org.openworkspace.autotask.migration.MigrationReport.Outcome;
import org.openworkspace.autotask.migration.internal.ConnectionMigration.Result;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes over the stored connections at start, when one appears, and every few seconds. Whatever
 * changes something runs on one thread, under a lock on the files: a second start on the same
 * folder waits for the first.
 */
@Component(
        service = {Migration.class, ConfigurationListener.class},
        immediate = true,
        configurationPid = MigrationForm.PID)
@Designate(ocd = MigrationForm.class)
public final class MigrationRounds implements Migration, ConfigurationListener {

    private static final Logger LOG = LoggerFactory.getLogger(MigrationRounds.class);
    private static final String TOPIC = "migration";
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final ConnectionStore store;
    private final SealedNotes notes;
    private final ConnectionMigration migration;
    private final boolean automatic;
    private final Clock clock;
    private final ScheduledExecutorService executor;
    private final List<LoginCheck> checks = new CopyOnWriteArrayList<>();

    /** True from the start on where nothing runs by itself. */
    private final AtomicBoolean hurrying = new AtomicBoolean(true);

    private final Map<String, Pause> pauses = new ConcurrentHashMap<>();
    private final Map<String, Result> results = new ConcurrentHashMap<>();
    private volatile Set<String> undoable = Set.of();
    private volatile Optional<Instant> lastWiped = Optional.empty();
    private boolean saidRemovable;
    private Optional<Closeable> lock = Optional.empty();

    /** Until when a connection waits that Autotask was asked about in vain. */
    private record Pause(StoredConnection asked, Duration length, Instant end) {}

    @Activate
    public MigrationRounds(
            MigrationForm form,
            @Reference ConnectionStore store,
            @Reference SealedNotes notes,
            @Reference Connections connections,
            @Reference ConnectionStates states,
            @Reference LoginGuard guard) {
        this(form, store, notes, connections, states, guard, Clock.systemUTC());
        hurrying.set(false);
        executor.scheduleWithFixedDelay(
                () -> guarded(this::round), 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** For tests: nothing runs by itself. */
    MigrationRounds(
            MigrationForm form,
            ConnectionStore store,
            SealedNotes notes,
            Connections connections,
            ConnectionStates states,
            LoginGuard guard,
            Clock clock) {
        this.store = store;
        this.notes = notes;
        this.automatic = form.automatic();
        this.clock = clock;
        this.executor =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "autotask-migration");
                            thread.setDaemon(true);
                            return thread;
                        });
        this.migration =
                new ConnectionMigration(
                        store,
                        new Journal(notes),
                        new Verdicts(
                                notes, guard, states, () -> checks.stream().findFirst(), clock),
                        id ->
                                connections.all().stream()
                                        .filter(c -> c.id().equals(id))
                                        .findFirst()
                                        .flatMap(Connection::login),
                        clock,
                        Duration.ofDays(form.backup_days()));
    }

    @Deactivate
    void stop() throws IOException {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("The migration does not stop; what it began goes on at the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (lock.isPresent()) {
            lock.get().close();
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "removeLoginCheck")
    void addLoginCheck(LoginCheck check) {
        checks.add(check);
        soon();
    }

    void removeLoginCheck(LoginCheck check) {
        checks.remove(check);
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        if (ConnectionForm.PID.equals(event.getFactoryPid())) {
            soon();
        }
    }

    @Override
    public MigrationReport report(String organisation) {
        return report(organisation, results);
    }

    @Override
    public MigrationReport dryRun(String organisation) {
        Map<String, Result> foreseen = new ConcurrentHashMap<>();
        Instant end = clock.instant().plus(PATIENCE);
        wait(
                () -> {
                    if (locked()) {
                        for (StoredConnection connection : of(organisation)) {
                            if (clock.instant().isBefore(end)) {
                                foreseen.put(connection.id(), migration.foresee(connection));
                            }
                        }
                    }
                    return true;
                });
        return report(organisation, foreseen);
    }

    @Override
    public MigrationReport run(String organisation) {
        wait(
                () -> {
                    if (locked()) {
                        for (StoredConnection connection : of(organisation)) {
                            migrate(connection);
                        }
                        look();
                    }
                    return true;
                });
        return report(organisation);
    }

    @Override
    public boolean undo(String connectionId) {
        return change(connectionId, migration::undo);
    }

    @Override
    public boolean resume(String connectionId) {
        boolean resumed = change(connectionId, migration::resume);
        pauses.remove(connectionId);
        return resumed;
    }

    /** One look at everything; a round that fails is not the last one. */
    void round() throws IOException {
        if (!locked()) {
            return;
        }
        migration.tidy();
        for (StoredConnection connection : store.all()) {
            if (automatic && due(connection)) {
                migrate(connection);
            }
        }
        look();
    }

    private void migrate(StoredConnection connection) {
        Result result;
        try {
            result = migration.migrate(connection);
        } catch (IOException e) {
            LOG.warn(
                    "Connection {} cannot be brought along: {}. It stays as it is, and is tried"
                            + " again.",
                    connection.id(),
                    e.toString());
            result = Result.of(Outcome.NOT_STORED);
        }
        Optional<Result> before = Optional.ofNullable(results.put(connection.id(), result));
        if (connection.isOld() && !before.equals(Optional.of(result))) {
            LOG.info("Connection {}: {}", connection.id(), result.outcome());
        }
        if (result.outcome() == Outcome.WAITING && result.cause().isPresent()) {
            Duration length =
                    Optional.ofNullable(pauses.get(connection.id()))
                            .map(pause -> pause.length().multipliedBy(2))
                            .filter(l -> l.compareTo(LONGEST_PAUSE) < 0)
                            .orElse(pauses.containsKey(connection.id()) ? LONGEST_PAUSE : PERIOD);
            pauses.put(
                    connection.id(), new Pause(connection, length, clock.instant().plus(length)));
        } else {
            pauses.remove(connection.id());
        }
    }

    private boolean due(StoredConnection connection) {
        return Optional.ofNullable(pauses.get(connection.id()))
                .filter(pause -> pause.asked().equals(connection))
                .filter(pause -> clock.instant().isBefore(pause.end()))
                .isEmpty();
    }

    /** Remembers what is asked for often. */
    private void look() throws IOException {
        Set<String> ids = new HashSet<>();
        for (StoredConnection connection : store.all()) {
            if (migration.old(connection).isPresent()) {
                ids.add(connection.id());
            }
        }
        undoable = Set.copyOf(ids);
        lastWiped = migration.lastWiped();
        boolean nothing = !isLeft();
        if (nothing && !saidRemovable) {
            LOG.info(
                    "Nothing is left to migrate: this bundle can be removed{}",
                    lastWiped
                            .map(at -> " from " + at + " on, when the last old form is wiped")
                            .orElse(""));
        }
        saidRemovable = nothing;
    }

    /** Whether the files are ours; when they become so, what was left half done is completed. */
    private boolean locked() throws IOException {
        if (lock.isEmpty()) {
            lock = notes.tryLock(TOPIC);
            if (lock.isPresent()) {
                migration.takeOver();
            } else {
                LOG.info("Another start is at work on the same folder; this one waits for it");
            }
        }
        return lock.isPresent();
    }

    private boolean change(String connectionId, Change change) {
        boolean changed =
                wait(() -> {
                            Optional<StoredConnection> connection =
                                    store.all().stream()
                                            .filter(c -> c.id().equals(connectionId))
                                            .findFirst();
                            boolean done =
                                    locked()
                                            && connection.isPresent()
                                            && change.apply(connection.get());
                            look();
                            return done;
                        })
                        .orElse(false);
        soon();
        return changed;
    }

    private MigrationReport report(String organisation, Map<String, Result> known) {
        List<Entry> entries = new ArrayList<>();
        for (StoredConnection connection : of(organisation)) {
            Result standing = migration.standing(connection);
            Result result =
                    standing.outcome() == Outcome.WAITING
                            ? known.getOrDefault(connection.id(), standing)
                            : standing;
            entries.add(
                    new Entry(
                            connection.id(),
                            connection.name(),
                            result.outcome(),
                            result.cause(),
                            MigrationStep.text(connection.properties(), LegacyKeys.STEPS),
                            Optional.of(connection)
                                    .filter(StoredConnection::isOld)
                                    .map(
                                            c ->
                                                    LegacyAddress.of(
                                                            MigrationStep.text(
                                                                    c.properties(),
                                                                    LegacyKeys.URL))),
                            undoable.contains(connection.id())));
        }
        entries.sort(
                Comparator.comparing((Entry e) -> !e.outcome().needsAction())
                        .thenComparing(Entry::name, String.CASE_INSENSITIVE_ORDER));
        return new MigrationReport(entries, removableFrom());
    }

    private Optional<Instant> removableFrom() {
        return isLeft() ? Optional.empty() : Optional.of(lastWiped.orElseGet(clock::instant));
    }

    private boolean isLeft() {
        return store.all().stream().anyMatch(c -> c.isOld() && c.writable());
    }

    /** The connections of an organisation that are from before 3.45, or were. */
    private List<StoredConnection> of(String organisation) {
        return store.all().stream()
                .filter(c -> c.organisation().equals(organisation))
                .filter(c -> c.isOld() || c.properties().containsKey(LegacyKeys.STEPS))
                .toList();
    }

    private void soon() {
        if (hurrying.compareAndSet(false, true)) {
            try {
                executor.schedule(
                        () -> {
                            hurrying.set(false);
                            guarded(this::round);
                        },
                        SOON.toMillis(),
                        TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("The migration is being stopped");
            }
        }
    }

    private void guarded(Round round) {
        try {
            round.go();
        } catch (IOException | RuntimeException e) {
            if (executor.isShutdown()) {
                LOG.debug("The migration was stopped in the middle; the next start goes on");
            } else {
                LOG.warn("The migration stumbled, and goes on in a moment: {}", e.toString());
            }
        }
    }

    /** Has something done by the one thread; empty if it fails, or takes too long. */
    private <T> Optional<T> wait(Callable<T> work) {
        try {
            Future<T> future = executor.submit(work);
            return Optional.of(future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            LOG.debug("The migration goes on by itself");
        } catch (ExecutionException e) {
            LOG.warn("The migration stumbled: {}", String.valueOf(e.getCause()));
        } catch (RejectedExecutionException e) {
            LOG.debug("The migration is being stopped");
        }
        return Optional.empty();
    }

    /** Something that may not be writable. */
    @FunctionalInterface
    private interface Round {
        void go() throws IOException;
    }

    /** A change to one connection. */
    @FunctionalInterface
    private interface Change {
        boolean apply(StoredConnection connection) throws IOException;
    }
}
