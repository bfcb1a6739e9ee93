package org.openworkspace.autotask.migration.internal;

import static org.openworkspace.autotask.migration.internal.MigrationStep.SECRET_KEY;
import static org.openworkspace.autotask.migration.internal.MigrationStep.text;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openworkspace.autotask.connection.Cause;
import org.openworkspace.autotask.connection.ConnectionStore;
import org.openworkspace.autotask.connection.ConnectionStore.StoredConnection;
import org.openworkspace.autotask.connection.LegacyKeys;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.connection.NotedProperties;
import org.openworkspace.autotask.connection.Secret;
import org.openworkspace.autotask.migration.MigrationReport.Outcome;
import org.openworkspace.autotask.migration.internal.Intent.Phase;

/**
 * Brings one connection after the other along, so that a stop at any point leaves each wholly old
 * or wholly new: what is going to be done is on the disk before it is done, and only what has an
 * intent is ever repaired. One thread at a time.
 */
final class ConnectionMigration {

    /** How long Configuration Admin may take until what it stored is surely on the disk. */
    static final Duration SETTLING = Duration.ofMinutes(5);

    private final ConnectionStore store;
    private final Journal journal;
    private final Verdicts verdicts;
    private final Function<String, Optional<Login>> serving;
    private final Clock clock;
    private final Duration keep;

    /** How a connection fares, and why. */
    record Result(Outcome outcome, Optional<Cause> cause) {

        static Result of(Outcome outcome) {
            return new Result(outcome, Optional.empty());
        }
    }

    /**
     * Makes a migration.
     *
     * @param serving the login that a connection works with, by its identifier
     * @param keep how long an old form is kept for an undo
     */
    ConnectionMigration(
            ConnectionStore store,
            Journal journal,
            Verdicts verdicts,
            Function<String, Optional<Login>> serving,
            Clock clock,
            Duration keep) {
        this.store = store;
        this.journal = journal;
        this.verdicts = verdicts;
        this.serving = serving;
        this.clock = clock;
        this.keep = keep;
    }

    /** Goes on where another process ended: stores again what it was storing in its last moment. */
    void takeOver() throws IOException {
        verdicts.recall();
        Map<String, StoredConnection> stored = stored();
        for (Map.Entry<String, Intent> entry : journal.all().entrySet()) {
            Intent intent = entry.getValue();
            if (!stored.containsKey(entry.getKey())) {
                switch (intent.phase()) {
                    case INTENDED -> store.restore(intent.old());
                    case WRITING, UNDOING -> store.restore(intent.next());
                    case KEPT -> journal.forget(entry.getKey());
                }
            }
        }
    }

    /** Ends what was begun, and wipes old forms that nobody can want any more. */
    void tidy() throws IOException {
        Map<String, StoredConnection> stored = stored();
        for (Map.Entry<String, Intent> entry : journal.all().entrySet()) {
            StoredConnection connection = stored.get(entry.getKey());
            if (connection == null) {
                journal.forget(entry.getKey());
            } else {
                tidy(connection, entry.getValue());
            }
        }
    }

    private void tidy(StoredConnection connection, Intent intent) throws IOException {
        Instant now = clock.instant();
        boolean settled = !now.isBefore(intent.at().plus(SETTLING));
        boolean needsUser = connection.properties().containsKey(LegacyKeys.IDENTIFIER);
        switch (intent.phase()) {
            case INTENDED -> {
                if (!connection.isOld()) {
                    journal.forget(connection.id());
                }
            }
            case WRITING -> {
                if (!connection.isOld() && settled && !intent.old().isEmpty() && needsUser) {
                    journal.write(
                            connection.id(),
                            new Intent(Phase.KEPT, intent.at(), intent.old(), Map.of()));
                } else if (!connection.isOld()
                        && (settled || !intent.old().isEmpty() && !needsUser)) {
                    journal.forget(connection.id());
                }
            }
            case KEPT -> {
                if (!needsUser || !now.isBefore(intent.at().plus(keep))) {
                    journal.forget(connection.id());
                }
            }
            case UNDOING -> {
                if (!connection.isOld()) {
                    store.replace(connection, intent.next());
                } else if (settled) {
                    journal.forget(connection.id());
                }
            }
        }
    }

    /** Brings one connection along, if it is old and can be. */
    Result migrate(StoredConnection connection) throws IOException {
        Result standing = standing(connection);
        if (standing.outcome() != Outcome.WAITING) {
            return standing;
        }
        Map<String, Object> old = sealed(connection);
        Intent intended = new Intent(Phase.INTENDED, clock.instant(), old, Map.of());
        Optional<Intent> known = Optional.ofNullable(journal.all().get(connection.id()));
        if (known.filter(i -> i.phase() == Phase.INTENDED && i.old().equals(old)).isEmpty()) {
            journal.write(connection.id(), intended);
        }
        Verdicts.Answer answer = ask(connection);
        if (answer.verdict().isEmpty()) {
            return new Result(Outcome.WAITING, answer.cause());
        }
        Verdict verdict = answer.verdict().get();
        Map<String, Object> next = MigrationStep.all(old, verdict);
        journal.write(
                connection.id(),
                new Intent(
                        Phase.WRITING,
                        clock.instant(),
                        // what works must leave no trace of what it was
                        verdict == Verdict.ACCEPTED ? Map.of() : old,
                        next));
        return store.replace(connection, next)
                ? Result.of(outcome(verdict))
                : Result.of(Outcome.WAITING);
    }

    /** Finds out what {@link #migrate} would do; it asks Autotask, and changes nothing. */
    Result foresee(StoredConnection connection) throws IOException {
        Result standing = standing(connection);
        if (standing.outcome() != Outcome.WAITING) {
            return standing;
        }
        Verdicts.Answer answer = ask(connection);
        return answer.verdict()
                .map(verdict -> Result.of(outcome(verdict)))
                .orElseGet(() -> new Result(Outcome.WAITING, answer.cause()));
    }

    /** Puts the old form back and holds it; false if there is none. */
    boolean undo(StoredConnection connection) throws IOException {
        Optional<Map<String, Object>> old = old(connection);
        if (old.isEmpty()) {
            return false;
        }
        Map<String, Object> held = new TreeMap<>(old.get());
        held.put(LegacyKeys.HELD, true);
        journal.write(connection.id(), new Intent(Phase.UNDOING, clock.instant(), Map.of(), held));
        return store.replace(connection, held);
    }

    /** Lets a held connection go on, with another try of its login. */
    boolean resume(StoredConnection connection) throws IOException {
        if (!isHeld(connection)) {
            return false;
        }
        Optional<Login> login = login(connection);
        if (login.isPresent()) {
            verdicts.forget(login.get());
        }
        Map<String, Object> released = new TreeMap<>(connection.properties());
        released.remove(LegacyKeys.HELD);
        return store.replace(connection, released);
    }

    /** The old form of a connection whose new login has not passed; empty if there is none. */
    Optional<Map<String, Object>> old(StoredConnection connection) throws IOException {
        return Optional.ofNullable(journal.all().get(connection.id()))
                .filter(i -> connection.properties().containsKey(LegacyKeys.IDENTIFIER))
                .map(Intent::old)
                .filter(old -> !old.isEmpty());
    }

    /** When the last old form is wiped at the latest; empty if there is none. */
    Optional<Instant> lastWiped() throws IOException {
        return journal.all().values().stream()
                .map(i -> i.at().plus(i.old().isEmpty() ? SETTLING : keep))
                .max(Instant::compareTo);
    }

    /** How a connection fares as it is stored: WAITING if it could be brought along. */
    Result standing(StoredConnection connection) {
        if (!connection.isOld()) {
            return Result.of(
                    connection.properties().containsKey(LegacyKeys.IDENTIFIER)
                            ? Outcome.NEW_API_USER_NEEDED
                            : Outcome.MIGRATED);
        }
        if (!connection.writable()) {
            return Result.of(Outcome.IN_FILE);
        }
        if (isHeld(connection)) {
            return Result.of(Outcome.HELD);
        }
        return obstacle(connection).map(Result::of).orElse(Result.of(Outcome.WAITING));
    }

    private Optional<Outcome> obstacle(StoredConnection connection) {
        Map<String, Object> properties = connection.properties();
        if (store.all().stream().filter(c -> c.id().equals(connection.id())).count() > 1) {
            return Optional.of(Outcome.DUPLICATE_ID);
        }
        if (text(properties, "username").isEmpty()) {
            return Optional.of(Outcome.USERNAME_MISSING);
        }
        if (secretKeys(connection)
                .map(key -> text(properties, key))
                .anyMatch(v -> v.startsWith("$["))) {
            return Optional.of(Outcome.SECRET_IS_REFERENCE);
        }
        if (text(properties, secretKey(connection)).isEmpty()) {
            return Optional.of(Outcome.SECRET_MISSING);
        }
        boolean readable =
                secretKeys(connection)
                        .allMatch(
                                key ->
                                        (properties.get(key) == null || isText(properties.get(key)))
                                                && store.open(
                                                                text(properties, key),
                                                                connection.id())
                                                        .isPresent());
        return readable && store.seal(Secret.of(""), connection.id()).isPresent()
                ? Optional.empty()
                : Optional.of(Outcome.SECRET_UNREADABLE);
    }

    private Verdicts.Answer ask(StoredConnection connection) throws IOException {
        Optional<Login> login = login(connection);
        return login.isPresent()
                ? verdicts.of(login.get(), serving.apply(connection.id()))
                : Verdicts.Answer.unknown(Optional.of(Cause.VENDOR_ID_MISSING));
    }

    /** The login that the connection is going to have. */
    private Optional<Login> login(StoredConnection connection) {
        return store.open(text(connection.properties(), secretKey(connection)), connection.id())
                .flatMap(secret -> store.login(connection.username(), secret));
    }

    /** What is stored, with its identifier, and with sealed what was in clear. */
    private Map<String, Object> sealed(StoredConnection connection) {
        Map<String, Object> sealed = NotedProperties.plain(connection.properties());
        sealed.put("id", connection.id());
        Stream.of(
                        SECRET_KEY,
                        LegacyKeys.PASSWORD,
                        LegacyKeys.TRACKING_IDENTIFIER,
                        LegacyKeys.IDENTIFIER)
                .filter(key -> !text(sealed, key).isEmpty())
                .forEach(
                        key -> {
                            String stored = text(sealed, key);
                            boolean clear =
                                    store.open(stored, connection.id())
                                            .filter(Secret.of(stored)::equals)
                                            .isPresent();
                            sealed.put(
                                    key,
                                    clear
                                            ? store.seal(Secret.of(stored), connection.id())
                                                    .orElseThrow()
                                            : stored);
                        });
        return sealed;
    }

    private Map<String, StoredConnection> stored() {
        return store.all().stream()
                .collect(Collectors.toMap(StoredConnection::id, c -> c, (one, other) -> one));
    }

    private static Outcome outcome(Verdict verdict) {
        return switch (verdict) {
            case ACCEPTED -> Outcome.MIGRATED;
            case REFUSED -> Outcome.NEW_API_USER_NEEDED;
        };
    }

    private static boolean isHeld(StoredConnection connection) {
        return text(connection.properties(), LegacyKeys.HELD).equalsIgnoreCase("true");
    }

    private static boolean isText(Object value) {
        return !value.getClass().isArray() && !(value instanceof List<?>);
    }

    private static String secretKey(StoredConnection connection) {
        return text(connection.properties(), SECRET_KEY).isEmpty()
                ? LegacyKeys.PASSWORD
                : SECRET_KEY;
    }

    private static Stream<String> secretKeys(StoredConnection connection) {
        return Stream.of(
                secretKey(connection), LegacyKeys.TRACKING_IDENTIFIER, LegacyKeys.IDENTIFIER);
    }
}
