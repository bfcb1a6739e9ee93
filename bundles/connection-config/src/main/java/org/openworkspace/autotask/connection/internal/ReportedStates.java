package org.openworkspace.autotask.connection.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.openworkspace.autotask.connection.AutotaskSettings;
import org.openworkspace.autotask.connection.Cause;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.ConnectionState;
import org.openworkspace.autotask.connection.ConnectionState.Kind;
import org.openworkspace.autotask.connection.ConnectionStates;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.connection.LoginGuard;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What was reported of each login, and what follows from it for each connection. */
@Component(service = {ConnectionStates.class, ReportedStates.class})
public final class ReportedStates implements ConnectionStates {

    private static final int MOST_CHANGES = 100;

    private final LoginGuard guard;
    private final AutotaskSettings settings;
    private final Clock clock;
    private final Map<String, ConnectionState> byLogin = new ConcurrentHashMap<>();
    private final Instant started;
    private final Deque<Change> changes = new ConcurrentLinkedDeque<>();
    private volatile Runnable changed = () -> {};

    /** A login that fares otherwise than before. */
    record Change(Instant at, String loginKey, Kind kind, Optional<Cause> cause) {}

    @Activate
    public ReportedStates(@Reference LoginGuard guard, @Reference AutotaskSettings settings) {
        this(guard, settings, Clock.systemUTC());
    }

    ReportedStates(LoginGuard guard, AutotaskSettings settings, Clock clock) {
        this.guard = guard;
        this.settings = settings;
        this.clock = clock;
        this.started = clock.instant();
    }

    @Override
    public ConnectionState of(Connection connection) {
        ConnectionState reported =
                connection.login().map(Login::key).map(byLogin::get).orElseGet(this::untested);
        if (!connection.enabled()) {
            return as(reported, Kind.OFF, Optional.empty());
        }
        boolean refused = connection.login().filter(guard::isRefused).isPresent();
        // an outage mends itself, and what was reported of one may be old; a defect stays
        if (connection.defect().isPresent() && !refused) {
            return as(reported, Kind.NEEDS_ATTENTION, connection.defect());
        }
        if (refused) {
            return refused(reported);
        }
        return reported;
    }

    /** How a login fares that no connection serves yet. */
    ConnectionState of(Login login) {
        ConnectionState reported =
                Optional.ofNullable(byLogin.get(login.key())).orElseGet(this::untested);
        return guard.isRefused(login) ? refused(reported) : reported;
    }

    /** Whether Autotask accepted a login, and did not refuse it since. */
    boolean proven(Login login) {
        return of(login).kind() == Kind.CONNECTED;
    }

    /** Whether a login works, as far as is known: then nothing untried may take its place. */
    boolean worthKeeping(Login login) {
        return of(login).kind() != Kind.NEEDS_ATTENTION;
    }

    private ConnectionState untested() {
        return new ConnectionState(
                Kind.NOT_TESTED, Optional.empty(), Optional.empty(), started, Optional.empty());
    }

    private static ConnectionState refused(ConnectionState reported) {
        return as(
                reported,
                Kind.NEEDS_ATTENTION,
                reported.cause()
                        .filter(Cause.IDENTIFIER_REFUSED::equals)
                        .or(() -> Optional.of(Cause.LOGIN_REFUSED)));
    }

    /** The latest changes, oldest first. */
    List<Change> changes() {
        return List.copyOf(changes);
    }

    @Override
    public void report(String loginKey, ConnectionState state) {
        ConnectionState known = byLogin.get(loginKey);
        if (known == null || known.kind() != state.kind() || !known.cause().equals(state.cause())) {
            changes.add(new Change(clock.instant(), loginKey, state.kind(), state.cause()));
            if (changes.size() > MOST_CHANGES) {
                changes.poll();
            }
        }
        byLogin.merge(
                loginKey,
                state,
                (before, now) ->
                        new ConnectionState(
                                now.kind(),
                                now.cause(),
                                now.zone().or(before::zone),
                                now.kind() == before.kind() && now.cause().equals(before.cause())
                                        ? before.since()
                                        : clock.instant(),
                                now.lastSuccess().or(before::lastSuccess)));
        changed.run();
    }

    /** Says whom to tell when something was reported. */
    void onChange(Runnable listener) {
        changed = listener;
    }

    @Override
    public Explanation explain(ConnectionState state, Locale locale) {
        Texts texts = Texts.in("states", locale);
        String vendor = settings.vendorName();
        return new Explanation(
                texts.of(state.kind().name()),
                state.cause()
                        .map(c -> texts.of(c + ".text").replace("{vendor}", vendor))
                        .orElse(""),
                state.cause()
                        .map(c -> texts.of(c + ".step").replace("{vendor}", vendor))
                        .orElse(""));
    }

    private static ConnectionState as(ConnectionState state, Kind kind, Optional<Cause> cause) {
        return new ConnectionState(kind, cause, state.zone(), state.since(), state.lastSuccess());
    }
}
