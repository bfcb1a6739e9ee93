package org.openworkspace.autotask.connection.internal;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.openworkspace.autotask.connection.Cause;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.ConnectionState;
import org.openworkspace.autotask.connection.ConnectionState.Kind;
import org.openworkspace.autotask.connection.ConnectionStates.Explanation;
import org.openworkspace.autotask.connection.Connections;
import org.openworkspace.autotask.connection.Zone;
import org.openworkspace.tile.Watch;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down each change of a connection's state, once, with what to do about it: a warning where
 * somebody has to do something, else a line to know of. While nothing changes it is silent.
 */
@Component(service = StateLog.class, immediate = true)
public final class StateLog {

    private static final Logger LOG = LoggerFactory.getLogger(StateLog.class);

    private final Connections connections;
    private final ReportedStates states;
    private final Watch watch;
    private final Map<String, Known> known = new HashMap<>();

    /** What was last seen of a connection. */
    private record Known(Kind kind, Optional<Cause> cause, Optional<URI> zone) {

        static Known of(ConnectionState state) {
            return new Known(state.kind(), state.cause(), state.zone().map(Zone::url));
        }
    }

    @Activate
    public StateLog(@Reference Connections connections, @Reference ReportedStates states) {
        this.connections = connections;
        this.states = states;
        this.watch = connections.watch(this::look);
        states.onChange(this::look);
        look();
    }

    @Deactivate
    void stop() {
        watch.close();
        states.onChange(() -> {});
    }

    private synchronized void look() {
        List<Connection> all = connections.all();
        known.keySet().retainAll(all.stream().map(Connection::id).toList());
        for (Connection connection : all) {
            ConnectionState state = states.of(connection);
            Known now = Known.of(state);
            Known before =
                    Optional.ofNullable(known.put(connection.id(), now))
                            .orElseGet(
                                    () ->
                                            new Known(
                                                    Kind.NOT_TESTED,
                                                    Optional.empty(),
                                                    Optional.empty()));
            if (before.kind() != now.kind() || !before.cause().equals(now.cause())) {
                write(connection, state);
            } else if (before.zone().isPresent() && !before.zone().equals(now.zone())) {
                LOG.info(
                        "Connection {}: its database moved to {}",
                        connection.label(),
                        now.zone().map(URI::getHost).orElse("another zone"));
            }
        }
    }

    private void write(Connection connection, ConnectionState state) {
        Explanation words = states.explain(state, Locale.ENGLISH);
        String line =
                "Connection %s: %s. %s %s"
                        .formatted(
                                connection.label(), words.label(), words.text(), words.nextStep())
                        .strip();
        if (state.kind() == Kind.NEEDS_ATTENTION
                || state.cause().filter(StateLog::mendedByTheOperator).isPresent()) {
            LOG.warn(line);
        } else if (state.kind() != Kind.NOT_TESTED) {
            LOG.info(line);
        }
    }

    /** An outage that does not end by itself. */
    private static boolean mendedByTheOperator(Cause cause) {
        return cause == Cause.PROXY_REFUSED || cause == Cause.TLS_FAILED;
    }
}
