package org.openworkspace.host.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openworkspace.app.AppTypeModel;
import org.openworkspace.integration.ConnectionModel;
import org.openworkspace.tile.ProblemModel;
import org.openworkspace.tile.TileModel;
import org.openworkspace.tile.TilePage;
import org.openworkspace.tile.TileProvider;
import org.openworkspace.tile.TileRequest;
import org.openworkspace.tile.Watch;
import org.openworkspace.user.WorkspaceUser;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tiles of a person: one for each connection of each kind of app, or one where an app needs no
 * connection.
 */
@Component(service = Workspace.class)
public final class Workspace {

    private static final Logger LOG = LoggerFactory.getLogger(Workspace.class);

    private final Plugins plugins;

    /**
     * A tile's place in the workspace.
     *
     * @param id its identifier in addresses
     * @param name what stands above it
     */
    record Place(String id, String name, AppTypeModel app, Optional<String> connectionId) {}

    @Activate
    public Workspace(@Reference Plugins plugins) {
        this.plugins = plugins;
    }

    List<Place> places(WorkspaceUser user) {
        return plugins.appTypes().stream()
                .map(type -> type.describe(user.locale()))
                .sorted(Comparator.comparing(AppTypeModel::id))
                .flatMap(app -> places(app, user))
                .toList();
    }

    Optional<Place> find(String id, WorkspaceUser user) {
        return places(user).stream().filter(place -> place.id().equals(id)).findFirst();
    }

    TileModel tile(Place place, TilePage page, WorkspaceUser user) {
        Optional<TileProvider> provider = plugins.tile(place.app().tileId());
        if (provider.isEmpty()) {
            return problem("MODULE_STOPPED", user);
        }
        try {
            return provider.get().tile(new TileRequest(place.connectionId(), page, user));
        } catch (RuntimeException e) {
            LOG.error("The plugin of tile {} failed", place.app().tileId(), e);
            return problem("TILE_FAILED", user);
        }
    }

    Watch watch(Place place, WorkspaceUser user, Runnable changed) {
        try {
            return plugins.tile(place.app().tileId())
                    .map(
                            provider ->
                                    provider.watch(
                                            new TileRequest(
                                                    place.connectionId(), TilePage.FIRST, user),
                                            changed))
                    .orElse(() -> {});
        } catch (RuntimeException e) {
            LOG.error("The plugin of tile {} cannot be watched", place.app().tileId(), e);
            return () -> {};
        }
    }

    private Stream<Place> places(AppTypeModel app, WorkspaceUser user) {
        if (app.integrationId().isEmpty()) {
            return Stream.of(new Place(app.id(), app.name(), app, Optional.empty()));
        }
        List<ConnectionModel> connections =
                plugins.integration(app.integrationId().get())
                        .map(integration -> integration.type().connections(user))
                        .orElse(List.of());
        boolean several = connections.size() > 1;
        return connections.stream()
                .map(
                        connection ->
                                new Place(
                                        app.id() + "~" + connection.id(),
                                        several
                                                ? app.name() + " - " + connection.name()
                                                : app.name(),
                                        app,
                                        Optional.of(connection.id())));
    }

    private static TileModel problem(String code, WorkspaceUser user) {
        Texts texts = Texts.in(user.locale());
        return TileModel.problem(
                new ProblemModel(
                        code,
                        texts.of(code + ".title"),
                        texts.of(code + ".text"),
                        Optional.of(
                                        new ProblemModel.Advice(
                                                texts.of(code + ".cause"),
                                                texts.of(code + ".step"),
                                                Optional.empty()))
                                .filter(advice -> user.administrator())),
                List.of());
    }
}
