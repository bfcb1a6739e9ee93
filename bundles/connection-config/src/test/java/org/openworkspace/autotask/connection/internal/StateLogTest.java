package org.openworkspace.autotask.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openworkspace.autotask.connection.Cause;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.ConnectionState;
import org.openworkspace.autotask.connection.ConnectionState.Kind;
import org.openworkspace.autotask.connection.Connections;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.connection.Secret;
import org.openworkspace.autotask.connection.Zone;
import org.openworkspace.tile.Watch;

class StateLogTest implements Connections {

    private static final Login LOGIN =
            new Login("api@contoso.example", Secret.of("s"), Secret.of("i"), "a".repeat(64));

    @TempDir Path folder;
    private final PrintStream error = System.err;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final List<Connection> all = new CopyOnWriteArrayList<>();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private RememberedRefusals guard;
    private ReportedStates states;
    private StateLog log;

    @BeforeEach
    void begin() {
        guard = new RememberedRefusals(new KeyFile(folder.resolve(KeyFile.NAME), false));
        states = new ReportedStates(guard, Settings.of(Map.of()));
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        log = new StateLog(this, states);
        exist(connection("Contoso"));
    }

    @AfterEach
    void end() {
        log.stop();
        System.setErr(error);
    }

    @Test
    void saysOnceThatAConnectionWorksAndThenNothing() {
        report(Kind.CONNECTED, Optional.empty(), 18);
        report(Kind.CONNECTED, Optional.empty(), 18);
        exist(connection("Contoso"));

        assertThat(lines()).containsExactly("INFO Connection Contoso: Connected.");
    }

    @Test
    void warnsOfWhatNeedsAttentionAndSaysWhatToDo() {
        guard.refused(LOGIN);
        report(Kind.NEEDS_ATTENTION, Optional.of(Cause.LOGIN_REFUSED), 18);
        report(Kind.NEEDS_ATTENTION, Optional.of(Cause.LOGIN_REFUSED), 18);

        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith("WARN Connection Contoso: Needs attention. Autotask refused")
                .contains("choose Test");
    }

    @Test
    void tellsBeginAndEndOfAnOutage() {
        report(Kind.CONNECTED, Optional.empty(), 18);
        report(Kind.UNREACHABLE, Optional.of(Cause.NO_NETWORK), 18);
        report(Kind.UNREACHABLE, Optional.of(Cause.NO_NETWORK), 18);
        report(Kind.LIMITED, Optional.of(Cause.QUOTA), 18);
        report(Kind.CONNECTED, Optional.empty(), 18);

        assertThat(lines()).hasSize(4).allMatch(line -> line.startsWith("INFO Connection Contoso"));
        assertThat(lines().get(1)).contains("Unreachable").contains("tried again by itself");
        assertThat(lines().get(3)).contains("Connected");
    }

    @Test
    void warnsOfAnOutageThatDoesNotEndByItself() {
        report(Kind.UNREACHABLE, Optional.of(Cause.PROXY_REFUSED), 18);

        assertThat(lines()).singleElement().asString().startsWith("WARN").contains("proxy");
    }

    @Test
    void tellsOfAMoveToAnotherZone() {
        report(Kind.CONNECTED, Optional.empty(), 18);
        report(Kind.CONNECTED, Optional.empty(), 4);

        assertThat(lines())
                .endsWith(
                        "INFO Connection Contoso: its database moved to"
                                + " webservices4.autotask.net");
    }

    @Test
    void writesNoAddressAndNoSecondLine() {
        exist(connection("api@contoso.example"));
        report(Kind.CONNECTED, Optional.empty(), 18);
        exist(connection("Contoso\nERROR all is lost"));
        report(Kind.UNREACHABLE, Optional.of(Cause.NO_NETWORK), 18);

        assertThat(lines()).hasSize(2);
        assertThat(lines().get(0)).isEqualTo("INFO Connection 1: Connected.");
        assertThat(lines().get(1)).startsWith("INFO Connection Contoso ERROR all");
    }

    private List<String> lines() {
        return written.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceFirst("^\\[\\w+] (\\w+) \\S+ - ", "$1 "))
                .toList();
    }

    private void report(Kind kind, Optional<Cause> cause, int zone) {
        states.report(
                LOGIN.key(),
                new ConnectionState(
                        kind,
                        cause,
                        Optional.of(
                                new Zone(
                                        "zone",
                                        URI.create(
                                                "https://webservices"
                                                        + zone
                                                        + ".autotask.net/ATServicesRest/"),
                                        URI.create("https://ww" + zone + ".autotask.net/"),
                                        600001)),
                        Instant.now(),
                        Optional.empty()));
    }

    private void exist(Connection connection) {
        all.clear();
        all.add(connection);
        watchers.forEach(Runnable::run);
    }

    private static Connection connection(String name) {
        return new Connection(
                "1",
                "default",
                name,
                true,
                Optional.of(LOGIN),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Connection.Identity.UPN,
                Map.of());
    }

    @Override
    public List<Connection> all() {
        return all;
    }

    @Override
    public Optional<Connection> find(String organisation, String id) {
        return all.stream().filter(connection -> connection.id().equals(id)).findFirst();
    }

    @Override
    public Watch watch(Runnable changed) {
        watchers.add(changed);
        return () -> watchers.remove(changed);
    }
}
