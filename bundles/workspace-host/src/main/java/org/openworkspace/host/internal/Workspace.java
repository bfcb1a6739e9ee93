package org.openworkspace.host.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openworkspace.app.AppTypeModel;
import org.openworkspace.host.internal.TileGroup.Tile;
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

/** What a person sees on the workspace: their groups, with the tiles of the apps open to them. */
@Component(service = Workspace.class)
public final class Workspace {

    private static final Logger LOG = LoggerFactory.getLogger(Workspace.class);

    private final Plugins plugins;
    private final Apps apps;
    private final Tiles tiles;

    /** A tile and the app that it shows. */
    record Place(Tile tile, App app) {

        String name() {
            return tile.title().isEmpty() ? app.name() : tile.title();
        }
    }

    /** A group, and those of its tiles that the person may see. */
    record Shown(TileGroup group, List<Place> places) {}

    /**
     * All that the workspaces of an organisation depend on; while it is the same, they are too.
     *
     * @param alive the kinds of app that are running, and the connections there are
     */
    record Moment(List<App> apps, long tiles, Set<String> alive) {}

    @Activate
    public Workspace(@Reference Plugins plugins, @Reference Apps apps, @Reference Tiles tiles) {
        this.plugins = plugins;
        this.apps = apps;
        this.tiles = tiles;
    }

    List<Shown> shown(WorkspaceUser user) {
        return tiles.groups(user).stream()
                .map(group -> new Shown(group, places(group, user)))
                .filter(shown -> shown.group().changedBy(user) || !shown.places().isEmpty())
                .toList();
    }

    Optional<Place> find(String id, WorkspaceUser user) {
        return tiles.groups(user).stream()
                .flatMap(group -> group.tiles().stream())
                .filter(tile -> tile.id().equals(id))
                .flatMap(tile -> place(tile, user))
                .findFirst();
    }

    Moment moment(WorkspaceUser user) {
        return new Moment(
                apps.of(user.organisation()),
                tiles.revision(),
                plugins.appTypes().stream()
                        .map(type -> type.describe(user.locale()))
                        .filter(type -> plugins.tile(type.tileId()).isPresent())
                        .flatMap(
                                type ->
                                        Stream.concat(
                                                Stream.of(type.id()),
                                                type.integrationId().stream()
                                                        .flatMap(id -> connections(id, user))))
                        .collect(Collectors.toSet()));
    }

    Optional<AppTypeModel> type(App app, WorkspaceUser user) {
        return plugins.appType(app.type(), user.locale());
    }

    TileModel tile(App app, TilePage page, WorkspaceUser user) {
        if (!app.enabled()) {
            return problem("APP_OFF", user, app.managedBy(user));
        }
        Optional<TileProvider> provider = provider(app, user);
        if (provider.isEmpty()) {
            return problem("MODULE_STOPPED", user, user.administrator());
        }
        try {
            return provider.get().tile(new TileRequest(app.connectionId(), page, user));
        } catch (RuntimeException e) {
            LOG.error("The plugin of app type {} failed", app.type(), e);
            return problem("TILE_FAILED", user, user.administrator());
        }
    }

    Watch watch(App app, WorkspaceUser user, Runnable changed) {
        if (!app.enabled()) {
            return () -> {};
        }
        try {
            return provider(app, user)
                    .map(
                            provider ->
                                    provider.watch(
                                            new TileRequest(
                                                    app.connectionId(), TilePage.FIRST, user),
                                            changed))
                    .orElse(() -> {});
        } catch (RuntimeException e) {
            LOG.error("The plugin of app type {} cannot be watched", app.type(), e);
            return () -> {};
        }
    }

    /** Has the newest fetched for somebody who asks for it; what comes of it, watches tell. */
    void refresh(App app, WorkspaceUser user) {
        if (!app.enabled()) {
            return;
        }
        try {
            provider(app, user)
                    .ifPresent(
                            provider ->
                                    provider.refresh(
                                            new TileRequest(
                                                    app.connectionId(), TilePage.FIRST, user)));
        } catch (RuntimeException e) {
            LOG.error("The plugin of app type {} cannot refresh", app.type(), e);
        }
    }

    private Optional<TileProvider> provider(App app, WorkspaceUser user) {
        return type(app, user).flatMap(type -> plugins.tile(type.tileId()));
    }

    private List<Place> places(TileGroup group, WorkspaceUser user) {
        return group.tiles().stream().flatMap(tile -> place(tile, user)).toList();
    }

    private Stream<Place> place(Tile tile, WorkspaceUser user) {
        return apps
                .find(tile.appId())
                .filter(app -> app.opensTo(user))
                .map(app -> new Place(tile, app))
                .stream();
    }

    private Stream<String> connections(String integrationId, WorkspaceUser user) {
        return plugins.integration(integrationId).stream()
                .flatMap(integration -> integration.type().connections(user).stream())
                .map(connection -> integrationId + "/" + connection.id());
    }

    private static TileModel problem(String code, WorkspaceUser user, boolean advised) {
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
                                .filter(advice -> advised)),
                List.of());
    }
}
