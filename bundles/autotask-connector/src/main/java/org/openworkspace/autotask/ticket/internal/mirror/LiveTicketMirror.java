package org.openworkspace.autotask.ticket.internal.mirror;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.openworkspace.autotask.connection.AutotaskSettings;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.ConnectionState;
import org.openworkspace.autotask.connection.ConnectionStates;
import org.openworkspace.autotask.connection.Connections;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.ticket.TicketMirror;
import org.openworkspace.autotask.ticket.TicketView;
import org.openworkspace.autotask.ticket.internal.http.Sessions;
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
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

    /** Somebody who is told when a view changed. */
    private static final class Watcher {
        private final String organisation;
        private final String connectionId;
        private final String address;
        private final Runnable changed;
        private volatile TicketView seen;

        Watcher(Connection connection, String address, Runnable changed, TicketView seen) {
            this.organisation = connection.organisation();
            this.connectionId = connection.id();
            this.address = address;
            this.changed = changed;
            this.seen = seen;
        }
    }

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

    @Override
    public TicketView view(Connection connection, String address) {
        return Identity.of(address)
                .map(
                        identity -> {
                            usable(connection).ifPresent(login -> look(account(login), identity));
                            return read(connection, identity);
                        })
                .orElseGet(() -> TicketView.without(TicketView.State.NO_CONTACT));
    }

    @Override
    public Watch watch(Connection connection, String address, Runnable changed) {
        Watcher watcher = new Watcher(connection, address, changed, view(connection, address));
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    /** Does what is due, and tells those who watch. */
    void tick() {
        try {
            Map<String, Connection> current = current();
            followConnections(current);
            for (Watcher watcher : watchers) {
                connection(watcher, current)
                        .flatMap(LiveTicketMirror::usable)
                        .ifPresent(
                                login ->
                                        Identity.of(watcher.address)
                                                .ifPresent(
                                                        i ->
                                                                account(login)
                                                                        .watched(
                                                                                i,
                                                                                clock.instant())));
            }
            Instant now = clock.instant();
            accounts.values().stream()
                    .filter(account -> account.due(now))
                    .forEach(account -> work(() -> pass(account)));
            tellWatchers(current);
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

    private void tellWatchers(Map<String, Connection> current) {
        for (Watcher watcher : watchers) {
            TicketView now =
                    connection(watcher, current)
                            .flatMap(c -> Identity.of(watcher.address).map(i -> read(c, i)))
                            .orElseGet(() -> TicketView.without(TicketView.State.UNAVAILABLE));
            if (!now.equals(watcher.seen)) {
                watcher.seen = now;
                watcher.changed.run();
            }
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
                                String key = served.put(connection.id(), login.key());
                                if (key != null && !key.equals(login.key())) {
                                    Optional.ofNullable(accounts.get(key))
                                            .ifPresent(a -> before.put(connection.id(), a));
                                }
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
    private TicketView read(Connection connection, String identity) {
        Optional<Login> login = usable(connection);
        if (login.isEmpty()) {
            return TicketView.without(TicketView.State.UNAVAILABLE);
        }
        Instant now = clock.instant();
        TicketView view = account(login.get()).view(identity, connection.companyIds(), now);
        if (view.state() != TicketView.State.LOADING
                && view.state() != TicketView.State.UNAVAILABLE) {
            return view;
        }
        return Optional.ofNullable(before.get(connection.id()))
                .map(account -> account.view(identity, connection.companyIds(), now))
                .filter(old -> old.asOf().isPresent())
                .map(old -> new TicketView(TicketView.State.STALE, old.asOf(), old.tickets()))
                .orElse(view);
    }

    private void look(AccountMirror account, String identity) {
        if (account.look(identity, clock.instant())) {
            soon.run();
        }
    }

    private AccountMirror account(Login login) {
        return accounts.computeIfAbsent(
                login.key(), key -> new AccountMirror(sessions.of(login), settings, states));
    }

    private static Optional<Connection> connection(
            Watcher watcher, Map<String, Connection> current) {
        return Optional.ofNullable(current.get(watcher.connectionId))
                .filter(c -> c.organisation().equals(watcher.organisation));
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
