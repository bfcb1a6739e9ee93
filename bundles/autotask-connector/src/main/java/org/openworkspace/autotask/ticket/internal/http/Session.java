package org.openworkspace.autotask.ticket.internal.http;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.connection.LoginGuard;
import org.openworkspace.autotask.connection.Zone;
import org.openworkspace.autotask.ticket.internal.http.AutotaskException.Kind;
import org.openworkspace.autotask.ticket.internal.http.RestClient.Answer;
import org.openworkspace.autotask.ticket.internal.json.Page;

/**
 * Calls with one login, one after the other. So a refusal is known before the next call starts, and
 * Autotask never sees a second one: after the first, the guard lets nothing through. Thread-safe.
 */
public final class Session {

    private final Login login;
    private final RestClient client;
    private final LoginGuard guard;
    private final Function<String, Budget> budgets;
    private final Ended ended;
    private final ReentrantLock oneAtATime = new ReentrantLock(true);
    private volatile Optional<Found> found = Optional.empty();

    /** Is told of each call, after it. */
    @FunctionalInterface
    interface Ended {
        void call(Login login, String endpoint, String outcome, Duration took);
    }

    /** A zone, and where it was asked for: after a change of that, it is asked for again. */
    private record Found(Zone zone, URI by) {}

    /**
     * @param budgets the budget of a database, by its name
     */
    Session(
            Login login,
            RestClient client,
            LoginGuard guard,
            Function<String, Budget> budgets,
            Ended ended) {
        this.login = login;
        this.client = client;
        this.guard = guard;
        this.budgets = budgets;
        this.ended = ended;
    }

    public Login login() {
        return login;
    }

    /** The zone, once it was found. */
    public Optional<Zone> zone() {
        return found.filter(f -> f.by().equals(client.discoveryUrl())).map(Found::zone);
    }

    /** Whether the guard lets calls through. */
    public boolean refused() {
        return guard.isRefused(login);
    }

    /**
     * What may be asked of the database behind this login; of the login alone until it is known.
     */
    public Budget budget() {
        return zone().map(this::budget).orElseGet(() -> budgets.apply(login.key()));
    }

    private Budget budget(Zone known) {
        return budgets.apply(known.url() + "#" + known.ci());
    }

    public Answer get(String path) {
        return call(found -> client.get(login, found, path), path);
    }

    public Answer query(String collection, Query query) {
        return call(found -> client.query(login, found, collection, query), collection);
    }

    /** Counts what a query would find. */
    public Answer count(String collection, Query query) {
        return call(found -> client.count(login, found, collection, query), collection);
    }

    /** Asks for one page of rows. */
    public <T> List<T> rows(String collection, Query query, Class<T> type) {
        return page(query(collection, query), type, collection).items();
    }

    public <T> T read(Answer answer, Class<T> type, String request) {
        return client.read(answer, type, request);
    }

    public <T> Page<T> page(Answer answer, Class<T> type, String request) {
        return client.page(answer, type, request);
    }

    private Answer call(Function<Zone, Answer> call, String path) {
        oneAtATime.lock();
        try {
            if (guard.isRefused(login)) {
                throw new AutotaskException(Kind.NOT_AUTHORIZED, path);
            }
            Zone known = zone().orElseGet(this::discover);
            try {
                return counted(call, known, path);
            } catch (AutotaskException e) {
                if (!e.kind().refusal()) {
                    throw e;
                }
                return afterRefusal(call, known, path, e);
            }
        } finally {
            oneAtATime.unlock();
        }
    }

    /** A refusal can also mean that the database moved to another zone: that is asked once. */
    private Answer afterRefusal(
            Function<Zone, Answer> call, Zone known, String path, AutotaskException refusal) {
        Zone now;
        try {
            now = discover();
        } catch (AutotaskException e) {
            guard.refused(login);
            throw refusal;
        }
        if (now.url().equals(known.url())) {
            guard.refused(login);
            throw refusal;
        }
        try {
            return counted(call, now, path);
        } catch (AutotaskException e) {
            if (e.kind().refusal()) {
                guard.refused(login);
            }
            throw e;
        }
    }

    private Answer counted(Function<Zone, Answer> call, Zone known, String path) {
        budget(known).spend(path);
        return timed(() -> call.apply(known), path);
    }

    private Zone discover() {
        URI by = client.discoveryUrl();
        Zone zone = timed(() -> client.discover(login.username()), "zoneInformation");
        found = Optional.of(new Found(zone, by));
        return zone;
    }

    private <T> T timed(Supplier<T> call, String path) {
        long begun = System.nanoTime();
        String outcome = "FAILED";
        try {
            T answer = call.get();
            outcome = "OK";
            return answer;
        } catch (AutotaskException e) {
            outcome = e.kind().name();
            throw e;
        } finally {
            ended.call(
                    login,
                    Budget.endpoint(path),
                    outcome,
                    Duration.ofNanos(System.nanoTime() - begun));
        }
    }
}
