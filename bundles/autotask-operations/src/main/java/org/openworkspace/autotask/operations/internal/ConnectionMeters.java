package org.openworkspace.autotask.operations.internal;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.Connections;
import org.openworkspace.tile.Watch;

/**
 * The meters of the connections that exist: they go with their connection, with its name, and with
 * this bundle. Thread-safe; a timer that is there is found without a lock.
 */
final class ConnectionMeters implements AutoCloseable {

    private final MeterRegistry registry;
    private final Connections connections;
    private final BiFunction<Connection, Tags, List<? extends Meter>> begin;
    private final Map<Owner, Owned> owned = new ConcurrentHashMap<>();
    private final Watch watch;
    private boolean closed;

    /** A connection, as its meters name it. */
    private record Owner(String organisation, String name, String id) {

        static Owner of(Connection connection) {
            return new Owner(connection.organisation(), connection.label(), connection.id());
        }

        Tags tags() {
            return Tags.of("organisation", organisation, "connection", name, "id", id);
        }
    }

    /** The meters of one connection: those from its beginning, and timers by what they time. */
    private record Owned(List<? extends Meter> first, Map<Object, Timer> timers) {}

    /**
     * @param begin makes the meters that a connection has from its beginning
     */
    ConnectionMeters(
            MeterRegistry registry,
            Connections connections,
            BiFunction<Connection, Tags, List<? extends Meter>> begin) {
        this.registry = registry;
        this.connections = connections;
        this.begin = begin;
        this.watch = connections.watch(this::follow);
        follow();
    }

    /**
     * A timer of a connection, made when it is first asked for.
     *
     * @param key what is timed
     * @return empty if the connection is gone, or this bundle
     */
    Optional<Timer> timer(Connection connection, Object key, Function<Tags, Timer> make) {
        Owner owner = Owner.of(connection);
        Optional<Timer> known =
                Optional.ofNullable(owned.get(owner)).map(theirs -> theirs.timers().get(key));
        return known.isPresent() ? known : made(owner, key, make);
    }

    private synchronized Optional<Timer> made(Owner owner, Object key, Function<Tags, Timer> make) {
        follow();
        return Optional.ofNullable(owned.get(owner))
                .map(theirs -> theirs.timers().computeIfAbsent(key, k -> make.apply(owner.tags())));
    }

    private synchronized void follow() {
        Map<Owner, Connection> now =
                closed
                        ? Map.of()
                        : connections.all().stream()
                                .collect(Collectors.toMap(Owner::of, Function.identity()));
        Set<Owner> gone =
                owned.keySet().stream()
                        .filter(owner -> !now.containsKey(owner))
                        .collect(Collectors.toSet());
        for (Owner owner : gone) {
            Owned theirs = owned.remove(owner);
            theirs.first().forEach(registry::remove);
            theirs.timers().values().forEach(registry::remove);
        }
        now.forEach(
                (owner, connection) ->
                        owned.computeIfAbsent(
                                owner,
                                o ->
                                        new Owned(
                                                begin.apply(connection, o.tags()),
                                                new ConcurrentHashMap<>())));
    }

    @Override
    public void close() {
        watch.close();
        synchronized (this) {
            closed = true;
            follow();
        }
    }
}
