package org.openworkspace.autotask.operations.internal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.ConnectionState.Kind;
import org.openworkspace.autotask.connection.ConnectionStates;
import org.openworkspace.autotask.connection.Connections;
import org.openworkspace.autotask.ticket.AutotaskUsage;
import org.openworkspace.autotask.ticket.AutotaskUsage.CustomerUsage;
import org.openworkspace.autotask.ticket.AutotaskUsage.Usage;
import org.openworkspace.autotask.ticket.TicketMirror;
import org.openworkspace.autotask.ticket.TicketMirror.Holding;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** How each connection fares, what it may still ask, and what it holds. Reading costs no call. */
@Component(service = StateMeters.class, immediate = true)
public final class StateMeters {

    private final MeterRegistry registry;
    private final Connections connections;
    private final ConnectionStates states;
    private final AutotaskUsage usage;
    private final TicketMirror mirror;
    private final Clock clock = Clock.systemUTC();
    private final ConnectionMeters meters;

    @Activate
    public StateMeters(
            @Reference MeterRegistry registry,
            @Reference Connections connections,
            @Reference ConnectionStates states,
            @Reference AutotaskUsage usage,
            @Reference TicketMirror mirror) {
        this.registry = registry;
        this.connections = connections;
        this.states = states;
        this.usage = usage;
        this.mirror = mirror;
        this.meters = new ConnectionMeters(registry, connections, this::gauges);
    }

    @Deactivate
    void stop() {
        meters.close();
    }

    private List<Meter> gauges(Connection connection, Tags tags) {
        List<Meter> gauges = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            gauges.add(
                    gauge(
                            "autotask.connection.state",
                            "1 for the state that the connection is in",
                            tags.and("state", kind.name()),
                            connection,
                            now -> Optional.of(states.of(now).kind() == kind ? 1.0 : 0.0)));
        }
        gauges.add(
                gauge(
                        "autotask.budget.used",
                        "Calls of ours in the last hour",
                        tags,
                        connection,
                        used(Usage::calls)));
        gauges.add(
                gauge(
                        "autotask.budget.left",
                        "Calls that we still may make in this hour",
                        tags,
                        connection,
                        used(u -> Math.max(0, u.share() - u.calls()))));
        gauges.add(
                gauge(
                        "autotask.customer.used",
                        "Calls of all integrations of the customer, as last read",
                        tags,
                        connection,
                        customer(CustomerUsage::calls)));
        gauges.add(
                gauge(
                        "autotask.customer.limit",
                        "Calls that the customer has in an hour",
                        tags,
                        connection,
                        customer(CustomerUsage::limit)));
        gauges.add(
                gauge(
                        "autotask.mirror.tickets",
                        "Tickets that are held",
                        tags,
                        connection,
                        held(Holding::tickets)));
        gauges.add(
                gauge(
                        "autotask.mirror.contacts",
                        "Contacts that are held",
                        tags,
                        connection,
                        held(Holding::contacts)));
        gauges.add(
                gauge(
                        "autotask.mirror.watched",
                        "People who look, or did in the last five minutes",
                        tags,
                        connection,
                        held(Holding::watched)));
        gauges.add(
                gauge(
                        "autotask.mirror.age.seconds",
                        "Since when the mirror is out of step with Autotask",
                        tags,
                        connection,
                        now -> mirror.holding(now).flatMap(Holding::asOf).map(this::seconds)));
        return gauges;
    }

    /** A gauge of a connection as it is when it is read; there is no number while it has none. */
    private Gauge gauge(
            String name,
            String description,
            Tags tags,
            Connection connection,
            Function<Connection, Optional<Double>> value) {
        return Gauge.builder(
                        name,
                        () ->
                                connections
                                        .find(connection.organisation(), connection.id())
                                        .flatMap(value)
                                        .orElse(Double.NaN))
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private Function<Connection, Optional<Double>> used(ToDoubleFunction<Usage> value) {
        return connection -> usage.of(connection).map(value::applyAsDouble);
    }

    private Function<Connection, Optional<Double>> customer(ToDoubleFunction<CustomerUsage> value) {
        return connection ->
                usage.of(connection).flatMap(Usage::customer).map(value::applyAsDouble);
    }

    private Function<Connection, Optional<Double>> held(ToDoubleFunction<Holding> value) {
        return connection -> mirror.holding(connection).map(value::applyAsDouble);
    }

    private double seconds(Instant since) {
        return Duration.between(since, clock.instant()).toMillis() / 1000.0;
    }
}
