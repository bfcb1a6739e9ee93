package org.openworkspace.autotask.operations.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.ConnectionState;
import org.openworkspace.autotask.connection.ConnectionStates;
import org.openworkspace.autotask.connection.Connections;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How each connection fares, as the settings page says it; asks Autotask nothing. */
@Component(
        service = HealthCheck.class,
        property = {
            HealthCheck.NAME + "=Autotask connections",
            HealthCheck.TAGS + "=autotask",
            HealthCheck.TAGS + "=connection"
        })
public final class ConnectionsCheck implements HealthCheck {

    private final Connections connections;
    private final ConnectionStates states;

    @Activate
    public ConnectionsCheck(
            @Reference Connections connections, @Reference ConnectionStates states) {
        this.connections = connections;
        this.states = states;
    }

    @Override
    public Result execute() {
        FormattingResultLog log = new FormattingResultLog();
        List<Connection> all =
                connections.all().stream()
                        .sorted(
                                Comparator.comparing(Connection::organisation)
                                        .thenComparing(Connection::name))
                        .toList();
        if (all.isEmpty()) {
            log.info("{}", Texts.of("list.none"));
        }
        for (Connection connection : all) {
            ConnectionState state = states.of(connection);
            ConnectionStates.Explanation said = states.explain(state, Locale.getDefault());
            String line =
                    "%s: %s. %s %s"
                            .formatted(
                                    connection.name(), said.label(), said.text(), said.nextStep())
                            .strip();
            switch (state.kind()) {
                case CONNECTED, NOT_TESTED, OFF -> log.info("{}", line);
                case LIMITED -> log.temporarilyUnavailable("{}", line);
                case UNREACHABLE -> log.critical("{}", line);
                case NEEDS_ATTENTION -> log.warn("{}", line);
            }
        }
        return new Result(log);
    }
}
