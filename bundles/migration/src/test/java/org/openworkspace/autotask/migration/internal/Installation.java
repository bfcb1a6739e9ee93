package org.openworkspace.autotask.migration.internal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.openworkspace.autotask.connection.Cause;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.ConnectionState;
import org.openworkspace.autotask.connection.ConnectionState.Kind;
import org.openworkspace.autotask.connection.ConnectionStates;
import org.openworkspace.autotask.connection.ConnectionStore;
import org.openworkspace.autotask.connection.Connections;
import org.openworkspace.autotask.connection.LegacyKeys;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.connection.LoginCheck;
import org.openworkspace.autotask.connection.LoginGuard;
import org.openworkspace.autotask.connection.SealedNotes;
import org.openworkspace.autotask.connection.Secret;
import org.openworkspace.tile.Watch;
import org.osgi.util.converter.Converters;

/**
 * A host's disk, and what runs on it: the disk outlives a kill, which can strike at any write to
 * it; what is in memory begins anew with {@link #start}.
 */
final class Installation
        implements ConnectionStore, SealedNotes, ConnectionStates, LoginGuard, LoginCheck {

    static final String IDENTIFIER = "VENDORSIDENTIFIER";
    private static final String SEALED = "sealed:1:";

    /** What happens at the write that is struck. */
    enum Strike {
        /** The process ends before anything is written. */
        BEFORE,
        /** The process ends when it is written. */
        AFTER,
        /**
         * The process ends when Configuration Admin has deleted the old file, but not yet moved.
         */
        TORN,
        /** The disk is full. */
        FULL
    }

    /** The process is gone. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    // on the disk
    final Map<String, Map<String, Object>> configurations = new TreeMap<>();
    final Map<String, Secret> notes = new TreeMap<>();
    private final Set<String> refused = new HashSet<>();

    // the world outside
    final Set<String> vendorsUsers = new HashSet<>();
    final List<String> asked = new ArrayList<>();
    final Map<String, ConnectionState> reported = new HashMap<>();
    final Map<String, Instant> excused = new HashMap<>();
    Optional<Cause> trouble = Optional.empty();
    Optional<String> identifier = Optional.of(IDENTIFIER);
    LoginGuard guard = this;
    Optional<LoginCheck> check = Optional.of(this);
    Instant now = Instant.parse("2026-03-01T10:00:00Z");

    private int writes;
    private int struckWrite = -1;
    private Strike strike = Strike.BEFORE;
    private boolean struck;
    private boolean locked;

    /** Starts the program on this disk. */
    MigrationRounds start(Map<String, Object> configuration) {
        writes = 0;
        MigrationRounds rounds =
                new MigrationRounds(
                        Converters.standardConverter()
                                .convert(configuration)
                                .to(MigrationForm.class),
                        this,
                        this,
                        served(),
                        this,
                        guard,
                        clock());
        check.ifPresent(rounds::addLoginCheck);
        return rounds;
    }

    MigrationRounds start() {
        return start(Map.of());
    }

    /** Lets a write be struck, counted from the next start on. */
    void strike(int write, Strike how) {
        struckWrite = write;
        strike = how;
        struck = false;
    }

    boolean struck() {
        return struck;
    }

    /** The process ends: the operating system frees its locks. */
    void killed() {
        locked = false;
        struckWrite = -1;
    }

    String pid(String name) {
        return "org.openworkspace.autotask.connection~" + name;
    }

    void put(String name, Map<String, Object> properties) {
        configurations.put(pid(name), Map.copyOf(properties));
    }

    /** An old connection whose user is named after it. */
    void old(String name) {
        put(
                name,
                Map.of(
                        "name", name,
                        "url", "https://webservices4.autotask.net/atservices/1.6/atws.asmx",
                        "username", name + "@contoso.example",
                        "password", "secret of " + name,
                        "trackingIdentifier", "OWNOF" + name.toUpperCase(Locale.ROOT)));
    }

    /** The only one there is, or the one of that name. */
    Map<String, Object> stored(String name) {
        return configurations.values().stream()
                .filter(properties -> name.equals(properties.get("name")))
                .findFirst()
                .orElseThrow();
    }

    /** Everything on the disk, as somebody with the key would read it. */
    String opened() {
        StringBuilder text = new StringBuilder();
        for (StoredConnection connection : all()) {
            connection
                    .properties()
                    .forEach(
                            (key, value) ->
                                    text.append(key)
                                            .append('=')
                                            .append(
                                                    open(value.toString(), connection.id())
                                                            .map(Secret::reveal)
                                                            .orElse("?"))
                                            .append('\n'));
        }
        notes.values()
                .forEach(
                        note ->
                                text.append(
                                        new String(
                                                note.reveal().contains(" ")
                                                        ? new byte[0]
                                                        : Base64.getDecoder().decode(note.reveal()),
                                                StandardCharsets.ISO_8859_1)));
        return text.toString();
    }

    Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    private void durable(Runnable write, Runnable torn) throws IOException {
        if (++writes != struckWrite) {
            write.run();
            return;
        }
        struck = true;
        switch (strike) {
            case BEFORE -> {}
            case AFTER -> write.run();
            case TORN -> torn.run();
            case FULL -> throw new IOException("No space left on device");
        }
        throw new Killed();
    }

    @Override
    public List<StoredConnection> all() {
        return configurations.entrySet().stream().map(e -> read(e.getKey(), e.getValue())).toList();
    }

    private static StoredConnection read(String pid, Map<String, Object> properties) {
        return new StoredConnection(
                pid,
                MigrationStep.text(properties, "id").isEmpty()
                        ? UUID.nameUUIDFromBytes(pid.getBytes(StandardCharsets.UTF_8)).toString()
                        : MigrationStep.text(properties, "id"),
                "default",
                MigrationStep.text(properties, "name"),
                MigrationStep.text(properties, "username"),
                !properties.containsKey("felix.fileinstall.filename"),
                properties);
    }

    @Override
    public boolean replace(StoredConnection before, Map<String, Object> after) throws IOException {
        if (!before.properties().equals(configurations.get(before.pid()))) {
            return false;
        }
        durable(
                () -> configurations.put(before.pid(), Map.copyOf(after)),
                () -> configurations.remove(before.pid()));
        return true;
    }

    @Override
    public void restore(Map<String, Object> properties) throws IOException {
        String pid = pid(String.valueOf(properties.get("id")));
        durable(() -> configurations.put(pid, Map.copyOf(properties)), () -> {});
    }

    @Override
    public Optional<String> seal(Secret text, String connectionId) {
        return Optional.of(
                SEALED
                        + connectionId
                        + ":"
                        + Base64.getEncoder()
                                .encodeToString(text.reveal().getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Optional<Secret> open(String stored, String connectionId) {
        if (!stored.startsWith(SEALED)) {
            return Optional.of(Secret.of(stored));
        }
        String prefix = SEALED + connectionId + ":";
        return Optional.of(stored)
                .filter(s -> s.startsWith(prefix))
                .map(s -> Base64.getDecoder().decode(s.substring(prefix.length())))
                .map(bytes -> Secret.of(new String(bytes, StandardCharsets.UTF_8)));
    }

    @Override
    public Optional<Login> login(String username, Secret secret) {
        return identifier.map(i -> login(username, secret, Secret.of(i)));
    }

    private static Login login(String username, Secret secret, Secret identifier) {
        String text = username + "\n" + secret.reveal() + "\n" + identifier.reveal();
        return new Login(
                username,
                secret,
                identifier,
                UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString());
    }

    @Override
    public List<String> names(String topic) {
        return notes.keySet().stream()
                .filter(name -> name.startsWith(topic + "/"))
                .map(name -> name.substring(topic.length() + 1))
                .toList();
    }

    @Override
    public Optional<Secret> read(String topic, String name) {
        return Optional.ofNullable(notes.get(topic + "/" + name));
    }

    @Override
    public void write(String topic, String name, Secret text) throws IOException {
        durable(() -> notes.put(topic + "/" + name, text), () -> {});
    }

    @Override
    public void delete(String topic, String name) throws IOException {
        if (notes.containsKey(topic + "/" + name)) {
            durable(() -> notes.remove(topic + "/" + name), () -> {});
        }
    }

    @Override
    public Optional<Closeable> tryLock(String topic) {
        if (locked) {
            return Optional.empty();
        }
        locked = true;
        return Optional.of(() -> locked = false);
    }

    /** The connections as they are served: with their own identifier if they have one. */
    private Connections served() {
        return new Connections() {
            @Override
            public List<Connection> all() {
                return Installation.this.all().stream().map(c -> connection(c)).toList();
            }

            @Override
            public Optional<Connection> find(String organisation, String id) {
                return all().stream().filter(c -> c.id().equals(id)).findFirst();
            }

            @Override
            public Watch watch(Runnable changed) {
                return () -> {};
            }
        };
    }

    /** A connection as it is served. */
    Connection connection(StoredConnection stored) {
        String own =
                stored.properties().containsKey(LegacyKeys.IDENTIFIER)
                        ? LegacyKeys.IDENTIFIER
                        : LegacyKeys.TRACKING_IDENTIFIER;
        String key =
                stored.properties().containsKey(LegacyKeys.PASSWORD)
                        ? LegacyKeys.PASSWORD
                        : MigrationStep.SECRET_KEY;
        Optional<Login> login =
                open(MigrationStep.text(stored.properties(), key), stored.id())
                        .flatMap(
                                secret ->
                                        open(
                                                        MigrationStep.text(
                                                                stored.properties(), own),
                                                        stored.id())
                                                .map(i -> login(stored.username(), secret, i)));
        return new Connection(
                stored.id(),
                stored.organisation(),
                stored.name(),
                true,
                login,
                Optional.of(Cause.NEW_API_USER_NEEDED),
                Optional.empty(),
                Set.of(),
                Connection.Identity.UPN,
                Map.of());
    }

    @Override
    public ConnectionState check(Login login) {
        if (isRefused(login)) {
            return state(Kind.NEEDS_ATTENTION, Optional.of(Cause.LOGIN_REFUSED));
        }
        if (trouble.isPresent()) {
            return state(Kind.UNREACHABLE, trouble);
        }
        asked.add(login.username());
        if (vendorsUsers.contains(login.username())) {
            return state(Kind.CONNECTED, Optional.empty());
        }
        refused(login);
        return state(Kind.NEEDS_ATTENTION, Optional.of(Cause.LOGIN_REFUSED));
    }

    private ConnectionState state(Kind kind, Optional<Cause> cause) {
        return new ConnectionState(kind, cause, Optional.empty(), now, Optional.empty());
    }

    @Override
    public ConnectionState of(Connection connection) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void report(String loginKey, ConnectionState state) {
        reported.put(loginKey, state);
    }

    @Override
    public Explanation explain(ConnectionState state, Locale locale) {
        return new Explanation("", state.cause().map(Cause::name).orElse(""), "");
    }

    @Override
    public boolean isRefused(Login login) {
        return refused.contains(login.key());
    }

    @Override
    public void refused(Login login) {
        refused.add(login.key());
    }

    @Override
    public void excuse(Login login, Instant until) {
        excused.put(login.trackingIdentifier().reveal(), until);
    }

    @Override
    public void retry(Login login) {
        refused.remove(login.key());
    }
}
