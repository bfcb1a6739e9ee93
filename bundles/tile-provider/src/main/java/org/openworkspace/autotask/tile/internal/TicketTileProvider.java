package org.openworkspace.autotask.tile.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.openworkspace.autotask.connection.AutotaskSettings;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.ConnectionStates;
import org.openworkspace.autotask.connection.Connections;
import org.openworkspace.autotask.ticket.ActivityListener;
import org.openworkspace.autotask.ticket.TicketMirror;
import org.openworkspace.tile.TileModel;
import org.openworkspace.tile.TileProvider;
import org.openworkspace.tile.TileRequest;
import org.openworkspace.tile.TileType;
import org.openworkspace.tile.Watch;
import org.openworkspace.user.WorkspaceUser;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The tile with a person's own tickets, read from the mirror. */
@Component
@TileType(id = TicketTileProvider.ID)
public final class TicketTileProvider implements TileProvider {

    static final String ID = "autotask.tickets";

    private final Connections connections;
    private final ConnectionStates states;
    private final TicketMirror mirror;
    private final AutotaskSettings settings;

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<ActivityListener> listeners = List.of();

    @Activate
    public TicketTileProvider(
            @Reference Connections connections,
            @Reference ConnectionStates states,
            @Reference TicketMirror mirror,
            @Reference AutotaskSettings settings) {
        this.connections = connections;
        this.states = states;
        this.mirror = mirror;
        this.settings = settings;
    }

    @Override
    public TileModel tile(TileRequest request) {
        long begun = System.nanoTime();
        Optional<Connection> connection = connection(request);
        if (connection.isEmpty()) {
            return Problems.connectionGone(request.user());
        }
        TileModel tile = tile(connection.get(), request);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        listeners.forEach(listener -> listener.shown(connection.get(), took));
        return tile;
    }

    private TileModel tile(Connection connection, TileRequest request) {
        PortalLinks links = PortalLinks.of(connection, states.of(connection).zone(), settings);
        return address(connection, request.user())
                .map(
                        address ->
                                TicketTiles.of(
                                        mirror.view(connection, address),
                                        connection,
                                        states,
                                        links,
                                        request))
                .orElseGet(() -> Problems.noAddress(connection, links, request.user()));
    }

    @Override
    public Watch watch(TileRequest request, Runnable changed) {
        return connection(request)
                .flatMap(
                        connection ->
                                address(connection, request.user())
                                        .map(a -> mirror.watch(connection, a, changed)))
                .orElse(() -> {});
    }

    @Override
    public void refresh(TileRequest request) {
        connection(request)
                .ifPresent(
                        connection ->
                                address(connection, request.user())
                                        .ifPresent(a -> mirror.refresh(connection, a)));
    }

    private Optional<Connection> connection(TileRequest request) {
        return request.connectionId()
                .flatMap(id -> connections.find(request.user().organisation(), id));
    }

    private static Optional<String> address(Connection connection, WorkspaceUser user) {
        String address =
                switch (connection.identity()) {
                    case UPN -> user.upn();
                    case MAIL -> user.mail();
                };
        return Optional.of(address).filter(a -> !a.isBlank());
    }
}
