package org.openworkspace.autotask.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openworkspace.autotask.connection.Cause;
import org.openworkspace.autotask.connection.ConnectionState;
import org.openworkspace.autotask.connection.ConnectionState.Kind;
import org.openworkspace.autotask.connection.Zone;

class SupportFileTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    @TempDir Path folder;

    @Test
    void tellsWhatHelpsAndNothingThatIsNobodysBusiness() {
        ConfiguredSettings settings =
                Settings.of(
                        Map.of(
                                ".tracking.identifier",
                                "CANARYIDENTIFIER",
                                "vendor.name",
                                "Canary vendor"));
        KeyFile keyFile = new KeyFile(folder.resolve(KeyFile.NAME), false);
        ReportedStates states = new ReportedStates(new RememberedRefusals(keyFile), settings);
        StoredInMemory stored = new StoredInMemory();
        LiveConnections live = new LiveConnections(Settings.of(Map.of()));
        ConfiguredConnection connection =
                new ConfiguredConnection(
                        stored.put(
                                Map.of(
                                        "id", "canary-id",
                                        "name", "Canary name",
                                        "username", "canary@canary.example",
                                        ".secret", "CanarySecret",
                                        "portal.url", "https://canary.itclientportal.com/",
                                        "changed.by", "Canary Person",
                                        "status.map", "7=DONE|Canarywoord|Canaryword")),
                        keyFile,
                        settings,
                        stored.connections(),
                        states,
                        live);
        states.report(
                connection.configured().connection().login().orElseThrow().key(),
                new ConnectionState(
                        Kind.UNREACHABLE,
                        Optional.of(Cause.TLS_FAILED),
                        Optional.of(
                                new Zone(
                                        "Canary zone",
                                        URI.create("https://canary.autotask.net/"),
                                        URI.create("https://wwcanary.autotask.net/"),
                                        4711)),
                        NOW,
                        Optional.empty()));

        String text =
                new SupportFile(
                                List.of("org.openworkspace.connection-config 3.45.0"),
                                live,
                                states,
                                settings,
                                keyFile,
                                Clock.systemUTC())
                        .text("default", NOW);

        assertThat(text)
                .contains("connection-config 3.45.0")
                .contains("state UNREACHABLE TLS_FAILED")
                .contains("managed here")
                .contains("[latest changes]")
                .doesNotContainIgnoringCase("canary")
                .doesNotContain("@")
                .doesNotContain("4711");
    }

    @Test
    void keepsOrganisationsApart() {
        ConfiguredSettings settings = Settings.of(Map.of(".tracking.identifier", "VENDORS"));
        KeyFile keyFile = new KeyFile(folder.resolve(KeyFile.NAME), false);
        ReportedStates states = new ReportedStates(new RememberedRefusals(keyFile), settings);
        StoredInMemory stored = new StoredInMemory();
        LiveConnections live = new LiveConnections(Settings.of(Map.of()));
        new ConfiguredConnection(
                stored.put(
                        Map.of(
                                "id", "one",
                                "organisation", "fabrikam",
                                "username", "api@fabrikam",
                                ".secret", "secret")),
                keyFile,
                settings,
                stored.connections(),
                states,
                live);

        assertThat(
                        new SupportFile(
                                        List.of(),
                                        live,
                                        states,
                                        settings,
                                        keyFile,
                                        Clock.systemUTC())
                                .text("default", NOW))
                .doesNotContain("[connection");
    }
}
