package org.openworkspace.autotask.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openworkspace.autotask.connection.Cause;
import org.openworkspace.autotask.connection.ConnectionState;
import org.openworkspace.autotask.connection.ConnectionState.Kind;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.connection.Secret;

/** A new username or secret, whoever stores it, and the one before it. */
class CandidateTest {

    private static final Map<String, Object> OLD =
            Map.of("id", "one", "name", "Contoso", "username", "old@contoso", ".secret", "old");

    @TempDir Path folder;
    private final StoredInMemory stored = new StoredInMemory();
    private final List<String> asked = new ArrayList<>();
    private final TestClock clock = new TestClock();
    private final LiveConnections live = new LiveConnections(Settings.of(Map.of()));
    private ConfiguredSettings settings;
    private KeyFile keyFile;
    private RememberedRefusals guard;
    private ReportedStates states;
    private CandidateTrials trials;
    private ConfiguredConnection connection;
    private Kind answer = Kind.CONNECTED;

    @BeforeEach
    void connect() {
        settings = Settings.of(Map.of(".tracking.identifier", "VENDORS"));
        keyFile = new KeyFile(folder.resolve(KeyFile.NAME), false);
        guard = new RememberedRefusals(keyFile);
        states = new ReportedStates(guard, settings);
        start(stored.put(OLD));
    }

    @Test
    void waitsWhileTheLoginBeforeItServes() {
        overwrite("new@contoso", "new");

        assertThat(serving()).contains("old@contoso");
        assertThat(connection.configured().candidate().map(Login::username))
                .contains("new@contoso");
    }

    @Test
    void isStoredSealedBesideTheLoginThatServesSoThatARestartChangesNothing() {
        overwrite("new@contoso", "new");
        start(stored.get());

        assertThat(serving()).contains("old@contoso");
        assertThat(connection.configured().candidate().map(Login::username))
                .contains("new@contoso");
        assertThat(stored.get())
                .containsEntry("username", "old@contoso")
                .allSatisfy((key, value) -> assertThat(value).isNotEqualTo("new"));
    }

    @Test
    void takesOverAsSoonAsAutotaskAcceptsIt() {
        overwrite("new@contoso", "new");
        trials.tick();
        connection.modified(stored.get());

        assertThat(asked).containsExactly("new@contoso");
        assertThat(serving()).contains("new@contoso");
        assertThat(connection.configured().candidate()).isEmpty();
        assertThat(stored.get()).doesNotContainKeys(".candidate.username", ".candidate.secret");
    }

    @Test
    void isSentOnceWhenItIsRefused() {
        answer = Kind.NEEDS_ATTENTION;
        overwrite("new@contoso", "new");
        for (int hour = 0; hour < 48; hour++) {
            clock.now = clock.now.plus(Duration.ofHours(1));
            trials.tick();
        }

        assertThat(asked).containsExactly("new@contoso");
        assertThat(serving()).contains("old@contoso");
    }

    @Test
    void isTriedAgainLaterAndLaterWhenAutotaskDoesNotAnswer() {
        answer = Kind.UNREACHABLE;
        overwrite("new@contoso", "new");
        for (int second = 0; second < 3600; second++) {
            clock.now = clock.now.plusSeconds(1);
            trials.tick();
        }
        assertThat(asked).hasSizeBetween(5, 12);

        answer = Kind.CONNECTED;
        clock.now = clock.now.plus(Duration.ofMinutes(15));
        trials.tick();
        connection.modified(stored.get());

        assertThat(serving()).contains("new@contoso");
    }

    @Test
    void servesAtOnceWhereTheLoginBeforeItIsRefused() {
        guard.refused(connection.configured().connection().login().orElseThrow());
        overwrite("new@contoso", "new");

        assertThat(serving()).contains("new@contoso");
    }

    @Test
    void servesAtOnceWhereItWasTestedBefore() {
        Login tested = Logins.of("new@contoso", secret("new"), settings, keyFile).orElseThrow();
        states.report(tested.key(), state(Kind.CONNECTED));
        overwrite("new@contoso", "new");

        assertThat(serving()).contains("new@contoso");
        assertThat(connection.configured().candidate()).isEmpty();
    }

    @Test
    void isNotTriedWhileTheConnectionIsOff() {
        overwrite("new@contoso", "new");
        Map<String, Object> off = new HashMap<>(stored.get());
        off.put("enabled", false);
        connection.modified(stored.put(off));
        trials.tick();

        assertThat(asked).isEmpty();
    }

    @Test
    void whatAFileHasThatCannotBeReadIsNamed() {
        start(stored.put(OLD));

        assertThat(
                        connection.unreadable(
                                Map.of(
                                        "company.ids", "1, x",
                                        "portal.url", "ftp://contoso.example",
                                        "identity", "address",
                                        "status.map", new String[] {"7=SOON|a|b"})))
                .containsOnlyKeys("company.ids", "portal.url", "identity", "status.map")
                .hasEntrySatisfying("identity", said -> assertThat(said).contains("upn or mail"));
        assertThat(
                        connection.unreadable(
                                Map.of(
                                        "company.ids",
                                        "1, 2",
                                        "portal.url",
                                        "https://contoso.example",
                                        "identity",
                                        "Mail",
                                        "status.map",
                                        new String[] {"7=DONE|a|b", ""})))
                .isEmpty();
    }

    @Test
    void ofAFileWaitsInMemoryAndLeavesTheFileAlone() throws Exception {
        Map<String, Object> file = new HashMap<>(OLD);
        file.put(
                "felix.fileinstall.filename",
                Files.createFile(folder.resolve("contoso.cfg")).toUri().toString());
        start(stored.put(file));
        file.put(".secret", "new");
        connection.modified(stored.put(file));
        assertThat(stored.get()).doesNotContainKey(".candidate.secret");
        assertThat(connection.configured().candidate()).isPresent();

        trials.tick();

        assertThat(connection.configured().candidate()).isEmpty();
        assertThat(connection.configured().connection().login().orElseThrow().secret())
                .isEqualTo(secret("new"));
    }

    @Test
    void ofARewrittenSecretFileTakesOverWithoutAGap() throws Exception {
        Path secrets = Files.createDirectory(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("contoso"), "old\n");
        settings =
                Settings.of(
                        Map.of(
                                ".tracking.identifier",
                                "VENDORS",
                                "secrets.directory",
                                secrets.toString()));
        start(
                stored.put(
                        Map.of(
                                "id", "one",
                                "username", "old@contoso",
                                ".secret.ref", "file:contoso")));
        assertThat(connection.configured().connection().login().orElseThrow().secret())
                .isEqualTo(secret("old"));

        Files.writeString(secrets.resolve("contoso"), "new");
        clock.now = clock.now.plus(Duration.ofMinutes(1));
        trials.tick();

        assertThat(asked).containsExactly("old@contoso");
        assertThat(connection.configured().connection().login().orElseThrow().secret())
                .isEqualTo(secret("new"));
        assertThat(stored.get().toString()).doesNotContain("new").doesNotContain("sealed");
    }

    private void start(Map<String, Object> properties) {
        List.copyOf(live.sources()).forEach(ConfiguredConnection::stop);
        connection =
                new ConfiguredConnection(
                        properties, keyFile, settings, stored.connections(), states, live);
        connection.modified(stored.get());
        trials = new CandidateTrials(live, states, stored.connections(), clock);
        trials.loginChecks =
                List.of(
                        login -> {
                            asked.add(login.username());
                            return state(answer);
                        });
    }

    /** What a console does: it puts another pair in the place of the one that serves. */
    private void overwrite(String username, String secret) {
        Map<String, Object> properties = new HashMap<>(stored.get());
        properties.put("username", username);
        properties.put(".secret", secret);
        connection.modified(stored.put(properties));
        // Configuration Admin tells of each of our own writes
        connection.modified(stored.get());
        connection.modified(stored.get());
    }

    private Optional<String> serving() {
        return connection.configured().connection().login().map(Login::username);
    }

    private static Secret secret(String text) {
        return Secret.of(text);
    }

    private ConnectionState state(Kind kind) {
        return new ConnectionState(
                kind,
                kind == Kind.NEEDS_ATTENTION ? Optional.of(Cause.LOGIN_REFUSED) : Optional.empty(),
                Optional.empty(),
                clock.now,
                Optional.empty());
    }

    private static final class TestClock extends Clock {
        private Instant now = Instant.parse("2026-11-25T12:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
