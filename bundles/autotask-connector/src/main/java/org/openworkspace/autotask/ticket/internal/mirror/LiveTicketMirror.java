package org.openworkspace.autotask.ticket.internal.mirror;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openworkspace.autotask.connection.AutotaskSettings;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.ConnectionState;
import org.openworkspace.autotask.connection.ConnectionStates;
import org.openworkspace.autotask.connection.Connections;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.ticket.TicketMirror;
import org.openworkspace.autotask.ticket.TicketView;
import org.openworkspace.autotask.ticket.internal.http.Sessions;
import org.openworkspace.autotask.ticket.internal.mirror.AccountMirror.Seen;
import org.openworkspace.tile.Watch;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One {@link AccountMirror} for each login, shared by all connections that have it. A scheduler
 * looks every second what is due and has it done by a few workers; nothing is due while nobody
 * looks. Immediate, so that a new connection is tested before anybody looks at a tile.
 */
@Component(service = TicketMirror.class, immediate = true)
public final class LiveTicketMirror implements TicketMirror {

    private static final Logger LOG = LoggerFactory.getLogger(LiveTicketMirror.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration GATHER = Duration.ofMillis(50);
    private static final Duration STILL_RIGHT = Duration.ofMinutes(5);
    private static final Duration STOPPING = Duration.ofSeconds(5);
    private static final int WORKERS = 4;

    private final Connections connections;
    private final ConnectionStates states;
    private final AutotaskSettings settings;
    private final Sessions sessions;
    private final Clock clock;
    private final Executor workers;
    private final Runnable soon;
    private final Runnable shutdown;
    private final Watch connectionWatch;
    private final Map<String, AccountMirror> accounts = new ConcurrentHashMap<>();
    private final Map<String, String> served = new ConcurrentHashMap<>();
    private final Map<String, AccountMirror> before = new ConcurrentHashMap<>();
    private final Set<String> tested = ConcurrentHashMap.newKeySet();
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean hurried = new AtomicBoolean();
    private volatile Stamp stamp = new Stamp(Map.of(), Map.of(), Instant.EPOCH);

    /** Somebody who is told when a view changed. */
    private static final class Watcher {
        private final String organisation;
        private final String connectionId;
        private final Optional<String> identity;
        private final Runnable changed;
        private volatile Seen told;
        private volatile boolean curious;

        Watcher(Connection connection, Optional<String> identity, Runnable changed, Seen told) {
            this.organisation = connection.organisation();
            this.connectionId = connection.id();
            this.identity = identity;
            this.changed = changed;
            this.told = told;
        }

        /**
         * Tells of a list that is another one; that it is still right, every few minutes and to who
         * wants to know.
         */
        void tell(Seen now) {
            Instant enough = curious ? told.asOf() : told.asOf().plus(STILL_RIGHT);
            if (now.state() != told.state()
                    || now.labels() != told.labels()
                    || !now.rows().equals(told.rows())
                    || now.asOf().isAfter(enough)) {
                curious = false;
                told = now;
                changed.run();
            }
        }
    }

    /** What views depend on, whoever they are of: while it is the same, nobody needs to be told. */
    private record Stamp(
            Map<String, Connection> connections, Map<String, Object> accounts, Instant minute) {}

    @Activate
    public LiveTicketMirror(
            @Reference Connections connections,
            @Reference ConnectionStates states,
            @Reference AutotaskSettings settings,
            @Reference Sessions sessions) {
        this.connections = connections;
        this.states = states;
        this.settings = settings;
        this.sessions = sessions;
        this.clock = Clock.systemUTC();
        ScheduledExecutorService scheduler =
                Executors.newSingleThreadScheduledExecutor(threads("autotask-mirror"));
        ExecutorService pool = Executors.newFixedThreadPool(WORKERS, threads("autotask-calls"));
        this.workers = pool;
        this.soon =
                () -> {
                    if (!hurried.compareAndSet(false, true)) {
                        return;
                    }
                    try {
                        scheduler.schedule(this::tick, GATHER.toMillis(), TimeUnit.MILLISECONDS);
                    } catch (RejectedExecutionException e) {
                        // the mirror is being stopped; there is nothing to hurry for any more
                    }
                };
        this.shutdown =
                () -> {
                    scheduler.shutdownNow();
                    pool.shutdownNow();
                    sessions.cancel();
                    await(scheduler);
                    await(pool);
                };
        this.connectionWatch = connections.watch(soon);
        scheduler.scheduleWithFixedDelay(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** For tests: the caller ticks, and passes run where the executor says. */
    LiveTicketMirror(
            Connections connections,
            ConnectionStates states,
            AutotaskSettings settings,
            Sessions sessions,
            Clock clock,
            Executor workers) {
        this.connections = connections;
        this.states = states;
        this.settings = settings;
        this.sessions = sessions;
        this.clock = clock;
        this.workers = workers;
        this.soon = () -> {};
        this.shutdown = () -> {};
        this.connectionWatch = () -> {};
    }

    @Deactivate
    void stop() {
        connectionWatch.close();
        shutdown.run();
    }

    /** Once the bundle is gone, what still ran would find no class of it any more. */
    private static void await(ExecutorService executor) {
        try {
            if (!executor.awaitTermination(STOPPING.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("A call to Autotask does not end; it is left behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public TicketView view(Connection connection, String address) {
        return see(connection, Identity.of(address)).view();
    }

    @Override
    public Watch watch(Connection connection, String address, Runnable changed) {
        Optional<String> identity = Identity.of(address);
        Watcher watcher = new Watcher(connection, identity, changed, see(connection, identity));
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    @Override
    public void refresh(Connection connection, String address) {
        Optional<String> identity = Identity.of(address);
        Optional<Login> login = usable(connection);
        if (login.isPresent() && identity.isPresent()) {
            watchers.stream()
                    .filter(watcher -> watcher.connectionId.equals(connection.id()))
                    .filter(watcher -> watcher.identity.equals(identity))
                    .forEach(watcher -> watcher.curious = true);
            AccountMirror account = account(login.get());
            account.look(identity.get(), clock.instant());
            account.hurry(clock.instant());
            soon.run();
        }
    }

    @Override
    public Optional<Holding> holding(Connection connection) {
        return usable(connection)
                .flatMap(login -> Optional.ofNullable(accounts.get(login.key())))
                .map(account -> account.holding(clock.instant()));
    }

    /** Looks, so that what is seen is kept fresh. */
    private Seen see(Connection connection, Optional<String> identity) {
        Optional<Login> login = usable(connection);
        if (login.isPresent()
                && identity.isPresent()
                && account(login.get()).look(identity.get(), clock.instant())) {
            soon.run();
        }
        return read(connection, identity);
    }

    /** Does what is due, and tells those who watch. */
    void tick() {
        hurried.set(false);
        try {
            Map<String, Connection> current = current();
            followConnections(current);
            tellWatchers(current);
            Instant now = clock.instant();
            accounts.values().stream()
                    .filter(account -> account.due(now))
                    .forEach(account -> work(() -> pass(account)));
        } catch (RuntimeException e) {
            // a tick that fails must not be the last one
            LOG.error("The mirror stumbled; it goes on at the next tick", e);
        }
    }

    /** Pass after pass, a batch of people each, until nothing is due. */
    private void pass(AccountMirror account) {
        boolean more = true;
        while (more && !Thread.currentThread().isInterrupted()) {
            more = account.pass(clock.instant()) && account.due(clock.instant());
            tellWatchers(current());
        }
    }

    private void work(Runnable task) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("The mirror is being stopped");
        }
    }

    private Map<String, Connection> current() {
        return connections.all().stream()
                .collect(Collectors.toMap(Connection::id, c -> c, (one, other) -> one));
    }

    /**
     * Once a minute and whenever something changed, keeps those fresh who watch, and tells those
     * for whom it changed.
     */
    private synchronized void tellWatchers(Map<String, Connection> current) {
        Instant now = clock.instant();
        Map<String, Object> versions =
                accounts.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, a -> a.getValue().version()));
        Stamp latest = new Stamp(current, versions, now.truncatedTo(ChronoUnit.MINUTES));
        if (latest.equals(stamp)) {
            return;
        }
        stamp = latest;
        for (Watcher watcher : watchers) {
            Optional<Connection> connection =
                    Optional.ofNullable(current.get(watcher.connectionId))
                            .filter(c -> c.organisation().equals(watcher.organisation));
            connection
                    .flatMap(LiveTicketMirror::usable)
                    .ifPresent(
                            login ->
                                    watcher.identity.ifPresent(
                                            identity -> account(login).watched(identity, now)));
            watcher.tell(
                    connection
                            .map(c -> read(c, watcher.identity))
                            .orElseGet(() -> Seen.without(TicketView.State.UNAVAILABLE)));
        }
    }

    /**
     * Tests what is new, remembers what served before a login was changed, closes what nobody has.
     */
    private void followConnections(Map<String, Connection> current) {
        Set<String> used = new HashSet<>();
        for (Connection connection : current.values()) {
            usable(connection)
                    .ifPresent(
                            login -> {
                                used.add(login.key());
                                String key = served.get(connection.id());
                                if (key != null && !key.equals(login.key())) {
                                    Optional.ofNullable(accounts.get(key))
                                            .ifPresent(a -> before.put(connection.id(), a));
                                }
                                served.put(connection.id(), login.key());
                                testOnce(connection, login);
                            });
        }
        served.keySet().retainAll(current.keySet());
        before.keySet().retainAll(current.keySet());
        accounts.keySet().retainAll(used);
        tested.retainAll(used);
    }

    private void testOnce(Connection connection, Login login) {
        if (states.of(connection).kind() == ConnectionState.Kind.NOT_TESTED
                && tested.add(login.key())) {
            work(
                    () ->
                            states.report(
                                    login.key(),
                                    LoginTrial.run(sessions.of(login), clock.instant())));
        }
    }

    /** Reads a view; while a new login has no list yet, the list of the one before it, as stale. */
    private Seen read(Connection connection, Optional<String> identity) {
        if (identity.isEmpty()) {
            return Seen.without(TicketView.State.NO_CONTACT);
        }
        Optional<Login> login = usable(connection);
        if (login.isEmpty()) {
            return Seen.without(TicketView.State.UNAVAILABLE);
        }
        Instant now = clock.instant();
        Seen seen = account(login.get()).see(identity.get(), connection.companyIds(), now);
        if (seen.state() != TicketView.State.LOADING
                && seen.state() != TicketView.State.UNAVAILABLE) {
            return seen;
        }
        // until the next tick what served before is still what serves
        return Stream.of(
                        Optional.ofNullable(served.get(connection.id())).map(accounts::get),
                        Optional.ofNullable(before.get(connection.id())))
                .flatMap(Optional::stream)
                .map(account -> account.see(identity.get(), connection.companyIds(), now))
                .filter(Seen::hasList)
                .findFirst()
                .map(Seen::stale)
                .orElse(seen);
    }

    /** What is held for a connection that has a login. */
    Snapshot snapshot(Connection connection) {
        return account(connection.login().orElseThrow()).snapshot();
    }

    private AccountMirror account(Login login) {
        return accounts.computeIfAbsent(
                login.key(), key -> new AccountMirror(sessions.of(login), settings, states));
    }

    private static Optional<Login> usable(Connection connection) {
        return connection.enabled() ? connection.login() : Optional.empty();
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
