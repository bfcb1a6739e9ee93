package org.openworkspace.autotask.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openworkspace.autotask.connection.Cause;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.ConnectionState;
import org.openworkspace.autotask.connection.ConnectionState.Kind;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.connection.Secret;
import org.openworkspace.autotask.connection.Zone;

class ReportedStatesTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Login LOGIN =
            new Login("api@contoso.example", Secret.of("s"), Secret.of("i"), "a".repeat(64));
    private static final Zone ZONE =
            new Zone(
                    "DE1",
                    URI.create("https://webservices18.autotask.net/ATServicesRest/"),
                    URI.create("https://ww18.autotask.net/"),
                    600001);

    @TempDir Path folder;
    private RememberedRefusals guard;
    private ReportedStates states;

    @BeforeEach
    void begin() {
        guard = new RememberedRefusals(new KeyFile(folder.resolve(KeyFile.NAME), false));
        states = new ReportedStates(guard, Settings.of(Map.of()), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void knowNothingBeforeAReport() {
        assertThat(states.of(connection(true)).kind()).isEqualTo(Kind.NOT_TESTED);
    }

    @Test
    void holdForEveryConnectionWithTheLogin() {
        states.report(LOGIN.key(), connected(NOW));

        assertThat(states.of(connection(true))).isEqualTo(connected(NOW));
    }

    @Test
    void keepZoneAndLastSuccessWhenAutotaskGoesAway() {
        states.report(LOGIN.key(), connected(NOW.minusSeconds(60)));
        states.report(LOGIN.key(), unreachable());

        ConnectionState state = states.of(connection(true));
        assertThat(state.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(state.zone()).contains(ZONE);
        assertThat(state.lastSuccess()).contains(NOW.minusSeconds(60));
        assertThat(state.since()).isEqualTo(NOW);
    }

    @Test
    void lastForAsLongAsTheyAreTheSame() {
        states.report(LOGIN.key(), connected(NOW.minusSeconds(600)));
        states.report(LOGIN.key(), connected(NOW));

        assertThat(states.of(connection(true)).since()).isEqualTo(NOW.minusSeconds(600));
        assertThat(states.of(connection(true)).lastSuccess()).contains(NOW);
    }

    @Test
    void areOffWhateverWasReported() {
        states.report(LOGIN.key(), connected(NOW));

        assertThat(states.of(connection(false)).kind()).isEqualTo(Kind.OFF);
    }

    @Test
    void sayThatALoginIsRefusedEvenBeforeAReport() {
        guard.refused(LOGIN);

        assertThat(states.of(connection(true)).kind()).isEqualTo(Kind.NEEDS_ATTENTION);
        assertThat(states.of(connection(true)).cause()).contains(Cause.LOGIN_REFUSED);
    }

    @Test
    void nameWhatIsMissing() {
        Connection broken =
                new Connection(
                        "id",
                        "default",
                        "Contoso",
                        true,
                        Optional.empty(),
                        Optional.of(Cause.SECRET_UNREADABLE),
                        Optional.empty(),
                        Set.of(),
                        Connection.Identity.UPN,
                        Map.of());

        assertThat(states.of(broken).cause()).contains(Cause.SECRET_UNREADABLE);
    }

    @Test
    void nameWhatToMendBesideALoginThatWorks() {
        states.report(LOGIN.key(), connected(NOW));

        assertThat(states.of(legacy()).cause()).contains(Cause.NEW_API_USER_NEEDED);
        assertThat(states.of(legacy()).zone()).contains(ZONE);
    }

    @Test
    void nameWhatToMendThroughAnOutageButNotAfterARefusal() {
        states.report(LOGIN.key(), unreachable());
        assertThat(states.of(legacy()).cause()).contains(Cause.NEW_API_USER_NEEDED);

        guard.refused(LOGIN);
        assertThat(states.of(legacy()).cause()).contains(Cause.LOGIN_REFUSED);
    }

    private static Connection legacy() {
        return new Connection(
                "id",
                "default",
                "Contoso",
                true,
                Optional.of(LOGIN),
                Optional.of(Cause.NEW_API_USER_NEEDED),
                Optional.empty(),
                Set.of(),
                Connection.Identity.UPN,
                Map.of());
    }

    private static ConnectionState connected(Instant at) {
        return new ConnectionState(
                Kind.CONNECTED, Optional.empty(), Optional.of(ZONE), at, Optional.of(at));
    }

    private static ConnectionState unreachable() {
        return new ConnectionState(
                Kind.UNREACHABLE,
                Optional.of(Cause.NO_NETWORK),
                Optional.empty(),
                NOW,
                Optional.empty());
    }

    private static Connection connection(boolean enabled) {
        return new Connection(
                "id",
                "default",
                "Contoso",
                enabled,
                Optional.of(LOGIN),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Connection.Identity.UPN,
                Map.of());
    }
}
