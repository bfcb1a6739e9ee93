package org.openworkspace.autotask.connection.internal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.openworkspace.autotask.connection.Cause;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.Connections;
import org.openworkspace.tile.Watch;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The connections that are configured now; they come and go while others look. */
@Component(service = {Connections.class, LiveConnections.class})
public final class LiveConnections implements Connections {

    private final List<ConfiguredConnection> sources = new CopyOnWriteArrayList<>();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private volatile Map<String, Configured> byId = Map.of();

    /** Reads every connection anew when the settings change: their logins depend on them. */
    @Activate
    public LiveConnections(@Reference ConfiguredSettings settings) {
        settings.onChange(() -> sources.forEach(ConfiguredConnection::renew));
    }

    void add(ConfiguredConnection connection) {
        sources.add(connection);
        changed();
    }

    void remove(ConfiguredConnection connection) {
        sources.remove(connection);
        changed();
    }

    @Override
    public List<Connection> all() {
        return byId.values().stream().map(Configured::connection).toList();
    }

    @Override
    public Optional<Connection> find(String organisation, String id) {
        return configured(organisation, id).map(Configured::connection);
    }

    @Override
    public Watch watch(Runnable changed) {
        // wrapped, so that the same runnable can watch twice
        Runnable watcher = changed::run;
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    /** Finds a connection with what administration wants to know of it. */
    Optional<Configured> configured(String organisation, String id) {
        return Optional.ofNullable(byId.get(id))
                .filter(c -> c.connection().organisation().equals(organisation));
    }

    /** All of one organisation. */
    Collection<Configured> configured(String organisation) {
        return byId.values().stream()
                .filter(c -> c.connection().organisation().equals(organisation))
                .toList();
    }

    /** What is configured, duplicates too. */
    List<ConfiguredConnection> sources() {
        return sources;
    }

    /** Looks at all of them again, and tells whoever watches. */
    void changed() {
        synchronized (this) {
            byId =
                    sources.stream()
                            .map(ConfiguredConnection::configured)
                            .collect(
                                    Collectors.toUnmodifiableMap(
                                            configured -> configured.connection().id(),
                                            Function.identity(),
                                            (one, other) -> duplicate(one)));
        }
        watchers.forEach(Runnable::run);
    }

    /** Two configurations with one identifier were copied by hand; neither is trusted. */
    private static Configured duplicate(Configured configured) {
        Connection connection = configured.connection();
        return new Configured(
                new Connection(
                        connection.id(),
                        connection.organisation(),
                        connection.name(),
                        connection.enabled(),
                        Optional.empty(),
                        Optional.of(Cause.DUPLICATE_ID),
                        connection.portalUrl(),
                        connection.companyIds(),
                        connection.identity(),
                        connection.statuses()),
                configured.pid(),
                configured.editable(),
                configured.file(),
                Optional.empty(),
                configured.changedBy(),
                configured.changedAt());
    }
}
