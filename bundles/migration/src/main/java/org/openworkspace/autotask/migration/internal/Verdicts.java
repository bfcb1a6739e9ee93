package org.openworkspace.autotask.migration.internal;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.openworkspace.autotask.connection.Cause;
import org.openworkspace.autotask.connection.ConnectionState;
import org.openworkspace.autotask.connection.ConnectionState.Kind;
import org.openworkspace.autotask.connection.ConnectionStates;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.connection.LoginCheck;
import org.openworkspace.autotask.connection.LoginGuard;
import org.openworkspace.autotask.connection.SealedNotes;
import org.openworkspace.autotask.connection.Secret;

/**
 * Which logins Autotask accepts with the vendor's identifier. Each is asked once: the answer is
 * remembered over dry runs, runs, restarts, and for every connection that has the login.
 */
final class Verdicts {

    private static final String TOPIC = "migration-verdicts";
    private static final String NAME = "all";
    private static final Duration EXCUSE = Duration.ofMinutes(15);

    private final SealedNotes notes;
    private final LoginGuard guard;
    private final ConnectionStates states;
    private final Supplier<Optional<LoginCheck>> check;
    private final Clock clock;
    private final Map<String, Verdict> byLogin = new LinkedHashMap<>();

    /**
     * What is known of a login.
     *
     * @param verdict empty while it could not be found out
     * @param cause why it could not, if Autotask was asked
     */
    record Answer(Optional<Verdict> verdict, Optional<Cause> cause) {

        static Answer of(Verdict verdict) {
            return new Answer(Optional.of(verdict), Optional.empty());
        }

        static Answer unknown(Optional<Cause> cause) {
            return new Answer(Optional.empty(), cause);
        }
    }

    Verdicts(
            SealedNotes notes,
            LoginGuard guard,
            ConnectionStates states,
            Supplier<Optional<LoginCheck>> check,
            Clock clock) {
        this.notes = notes;
        this.guard = guard;
        this.states = states;
        this.check = check;
        this.clock = clock;
    }

    /** Takes up what was remembered; another start may have added to it until just now. */
    void recall() throws IOException {
        byLogin.clear();
        notes.read(TOPIC, NAME).map(Secret::reveal).stream()
                .flatMap(String::lines)
                .map(line -> List.of(line.split(" ")))
                .forEach(line -> byLogin.put(line.get(0), Verdict.valueOf(line.get(1))));
    }

    /**
     * Returns what Autotask says of a login; asks, if it was never asked.
     *
     * @param login a login with the vendor's identifier
     * @param serving the login that the connection works with meanwhile; Autotask may refuse that
     *     too, for a while, when the other was wrong
     */
    Answer of(Login login, Optional<Login> serving) throws IOException {
        Optional<Verdict> known = known(login);
        if (known.isPresent()) {
            return Answer.of(known.get());
        }
        Optional<LoginCheck> asked = check.get();
        if (asked.isEmpty()) {
            return Answer.unknown(Optional.empty());
        }
        serving.ifPresent(s -> guard.excuse(s, clock.instant().plus(EXCUSE)));
        ConnectionState state = asked.get().check(login);
        Optional<Verdict> verdict = verdict(state);
        if (verdict.isPresent()) {
            if (verdict.get() == Verdict.ACCEPTED) {
                states.report(login.key(), state);
            }
            byLogin.put(login.key(), verdict.get());
            write();
        }
        return new Answer(verdict, state.cause());
    }

    /** Forgets what is known of a login, because an administrator asks for another try. */
    void forget(Login login) throws IOException {
        guard.retry(login);
        if (byLogin.remove(login.key()) != null) {
            write();
        }
    }

    private Optional<Verdict> known(Login login) {
        return Optional.ofNullable(byLogin.get(login.key()))
                .or(() -> Optional.of(Verdict.REFUSED).filter(v -> guard.isRefused(login)));
    }

    /** A login that may not read something was let in all the same. */
    private static Optional<Verdict> verdict(ConnectionState state) {
        if (state.kind() == Kind.CONNECTED) {
            return Optional.of(Verdict.ACCEPTED);
        }
        return state.cause()
                .flatMap(
                        cause ->
                                switch (cause) {
                                    case LOGIN_REFUSED -> Optional.of(Verdict.REFUSED);
                                    case CONTACTS_NOT_READABLE, TICKETS_NOT_READABLE, NO_TICKETS ->
                                            Optional.of(Verdict.ACCEPTED);
                                    default -> Optional.empty();
                                });
    }

    private void write() throws IOException {
        String lines =
                byLogin.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining("\n"));
        notes.write(TOPIC, NAME, Secret.of(lines));
    }
}
