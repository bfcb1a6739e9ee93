package org.openworkspace.autotask.migration.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openworkspace.autotask.connection.AutotaskSettings;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.connection.LoginGuard;
import org.openworkspace.autotask.connection.Network;
import org.openworkspace.autotask.connection.Secret;
import org.openworkspace.autotask.connection.internal.KeyFile;
import org.openworkspace.autotask.connection.internal.RememberedRefusals;
import org.openworkspace.autotask.simulator.AutotaskSimulator;
import org.openworkspace.autotask.simulator.SimulatorOptions;
import org.openworkspace.autotask.ticket.internal.http.AutotaskException;
import org.openworkspace.autotask.ticket.internal.http.RestClient;
import org.openworkspace.autotask.ticket.internal.http.Sessions;
import org.openworkspace.autotask.ticket.internal.mirror.ZoneLoginCheck;

/**
 * Autotask may refuse a whole customer for a while after a wrong identifier: the login that a
 * connection works with meanwhile must outlive that, and must not be sent again and again.
 */
class TenantRefusalTest {

    private static final String USER = "legacy@contoso.example";
    private static final Duration EXCUSE = Duration.ofMinutes(15);

    @TempDir Path folder;

    private final Installation installation = new Installation();
    private AutotaskSimulator autotask;
    private Sessions sessions;

    @BeforeEach
    void start() throws IOException {
        autotask = AutotaskSimulator.start(SimulatorOptions.demo(0), installation.clock());
        LoginGuard guard =
                new RememberedRefusals(
                        new KeyFile(folder.resolve("key"), false), installation.clock());
        AutotaskSettings settings = settings(autotask);
        sessions = new Sessions(new RestClient(settings), settings, guard, installation.clock());
        installation.guard = guard;
        installation.check = Optional.of(new ZoneLoginCheck(sessions));
        installation.identifier = Optional.of("DEMOTRACKINGIDENTIFIER00001");
        installation.put(
                "legacy",
                Map.of(
                        "name", "legacy",
                        "url", "4",
                        "username", USER,
                        "password", "Legacy-demo-2026!",
                        "trackingIdentifier", "CUSTOMTRACKINGIDENTIFIER001"));
    }

    @AfterEach
    void stop() {
        sessions.close();
        autotask.close();
    }

    @Test
    void isSatOutWithOneCallAndTheConnectionGoesOn() throws Exception {
        refusedAfterWrongIdentifier(1);
        sessions.of(serving()).get("Version");
        installation.start().round();
        assertThat(installation.stored("legacy")).containsKey(".legacy.identifier");

        for (int poll = 0; poll < 3; poll++) {
            assertRefused();
        }
        assertThat(failedLogins()).as("the trial, and one poll").isEqualTo(2);

        installation.pass(EXCUSE);
        sessions.of(serving()).get("Version");
        assertThat(failedLogins()).isEqualTo(2);
    }

    @Test
    void thatDoesNotEndTripsTheGuardAtTheSecondRefusal() throws Exception {
        refusedAfterWrongIdentifier(5);
        installation.start().round();

        for (int poll = 0; poll < 3; poll++) {
            assertRefused();
            assertRefused();
            installation.pass(EXCUSE);
        }
        assertThat(failedLogins()).as("the trial, one poll, one probe").isEqualTo(3);
    }

    /** The login that tiles are served with; what they ask goes through its session. */
    private Login serving() {
        return installation.connection(installation.all().get(0)).login().orElseThrow();
    }

    private void assertRefused() {
        assertThatThrownBy(() -> sessions.of(serving()).get("Version"))
                .isInstanceOfSatisfying(
                        AutotaskException.class, e -> assertThat(e.kind().refusal()).isTrue());
    }

    private void refusedAfterWrongIdentifier(int calls) throws Exception {
        control("PUT", "refusals", "{\"afterWrongIdentifier\":" + calls + "}");
    }

    private int failedLogins() throws Exception {
        Matcher failed =
                Pattern.compile("\"" + USER + "\"\\s*:\\s*(\\d+)")
                        .matcher(control("GET", "counters", ""));
        return failed.find() ? Integer.parseInt(failed.group(1)) : 0;
    }

    private String control(String method, String path, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(autotask.controlUrl().resolve(path))
                                .method(method, BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    /** What the connector asks of its settings to reach the simulator. */
    private static AutotaskSettings settings(AutotaskSimulator autotask) {
        Map<String, Object> answers =
                Map.of(
                        "trackingIdentifier",
                        Optional.of(Secret.of("DEMOTRACKINGIDENTIFIER00001")),
                        "discoveryUrl",
                        autotask.baseUrl(),
                        "allowedHosts",
                        List.of(autotask.baseUrl().resolve("/").toString()),
                        "allows",
                        true,
                        "callsPerHour",
                        500,
                        "network",
                        new Network(
                                Optional.empty(),
                                Optional.empty(),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(30)));
        return (AutotaskSettings)
                Proxy.newProxyInstance(
                        AutotaskSettings.class.getClassLoader(),
                        new Class<?>[] {AutotaskSettings.class},
                        (proxy, method, arguments) -> answers.get(method.getName()));
    }
}
