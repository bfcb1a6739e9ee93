package org.openworkspace.autotask.operations.internal;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.Connections;
import org.openworkspace.autotask.ticket.ActivityListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Times the calls and the tiles of each connection. */
@Component
public final class ActivityMeters implements ActivityListener {

    private final MeterRegistry registry;
    private final Connections connections;
    private final ConnectionMeters meters;

    private record Call(String endpoint, String outcome) {}

    @Activate
    public ActivityMeters(@Reference MeterRegistry registry, @Reference Connections connections) {
        this.registry = registry;
        this.connections = connections;
        this.meters = new ConnectionMeters(registry, connections, (connection, tags) -> List.of());
    }

    @Deactivate
    void stop() {
        meters.close();
    }

    /** Counts for every connection that has the login, as they share what was asked. */
    @Override
    public void called(String loginKey, String endpoint, String outcome, Duration took) {
        for (Connection connection : connections.all()) {
            if (connection.login().filter(l -> l.key().equals(loginKey)).isPresent()) {
                meters.timer(
                                connection,
                                new Call(endpoint, outcome),
                                tags ->
                                        Timer.builder("autotask.calls")
                                                .description("Calls to Autotask")
                                                .tags(tags)
                                                .tags("endpoint", endpoint, "outcome", outcome)
                                                .serviceLevelObjectives(
                                                        Duration.ofMillis(100),
                                                        Duration.ofMillis(300),
                                                        Duration.ofSeconds(1),
                                                        Duration.ofSeconds(3),
                                                        Duration.ofSeconds(10),
                                                        Duration.ofSeconds(30))
                                                .register(registry))
                        .ifPresent(timer -> timer.record(took));
            }
        }
    }

    @Override
    public void shown(Connection connection, Duration took) {
        meters.timer(
                        connection,
                        "tiles",
                        tags ->
                                Timer.builder("autotask.tiles")
                                        .description("Tiles answered from the mirror")
                                        .tags(tags)
                                        .serviceLevelObjectives(
                                                Duration.ofNanos(20_000),
                                                Duration.ofNanos(100_000),
                                                Duration.ofMillis(1),
                                                Duration.ofMillis(10),
                                                Duration.ofMillis(100))
                                        .register(registry))
                .ifPresent(timer -> timer.record(took));
    }
}
