package org.openworkspace.host.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openworkspace.app.AppTypeModel;
import org.openworkspace.host.internal.Refusal.Reason;
import org.openworkspace.host.internal.Route.Access;
import org.openworkspace.host.internal.Route.Answer;
import org.openworkspace.host.internal.TileGroup.Size;
import org.openworkspace.host.internal.TileGroup.Tile;
import org.openworkspace.host.internal.Workspace.Place;
import org.openworkspace.host.internal.Workspace.Shown;
import org.openworkspace.tile.ItemGroup;
import org.openworkspace.tile.TilePage;
import org.openworkspace.user.WorkspaceUser;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What somebody sees on their workspace, and how they arrange it. */
@Component(service = WorkspaceRoutes.class)
public final class WorkspaceRoutes {

    static final int LONGEST_NAME = 100;

    private final Workspace workspace;
    private final Apps apps;
    private final Tiles tiles;
    private final AppModels models;
    private final LiveTiles liveTiles;
    private final RefreshLimit refreshes = new RefreshLimit(Clock.systemUTC());

    @Activate
    public WorkspaceRoutes(
            @Reference Workspace workspace,
            @Reference Apps apps,
            @Reference Tiles tiles,
            @Reference AppModels models,
            @Reference LiveTiles liveTiles) {
        this.workspace = workspace;
        this.apps = apps;
        this.tiles = tiles;
        this.models = models;
        this.liveTiles = liveTiles;
    }

    List<Route> all() {
        return List.of(
                route("GET", "/workspace", this::workspace),
                route("GET", "/store", this::store),
                route("POST", "/groups", this::addGroup),
                route("PUT", "/groups/{}", this::changeGroup),
                route("DELETE", "/groups/{}", this::removeGroup),
                route("POST", "/tiles", this::addTile),
                route("GET", "/tiles/{}", this::tile),
                route("PUT", "/tiles/{}", this::changeTile),
                route("DELETE", "/tiles/{}", this::removeTile),
                route("POST", "/tiles/{}/refresh", this::refresh),
                route("POST", "/tiles/{}/seen", this::seen));
    }

    private static Route route(String method, String path, Route.Handler handler) {
        return Route.of(method, path, Access.SIGNED_IN, handler);
    }

    private Answer workspace(Call call) {
        Map<String, Instant> seen = tiles.seen(call.user());
        return Answer.ok(
                Map.of(
                        "groups",
                        workspace.shown(call.user()).stream()
                                .map(shown -> draw(shown, seen, call))
                                .toList()));
    }

    private Map<String, Object> draw(Shown shown, Map<String, Instant> seen, Call call) {
        TileGroup group = shown.group();
        boolean changeable = group.changedBy(call.user());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", group.id());
        json.put(
                "title",
                group.title().isEmpty()
                        ? call.texts().of(group.shared() ? "group.shared" : "group.own")
                        : group.title());
        json.put("shared", group.shared());
        json.put("changeable", changeable);
        if (group.shared() && changeable) {
            json.put("audience", models.audience(group.audience(), call.user()));
        }
        json.put("tiles", shown.places().stream().map(place -> draw(place, seen, call)).toList());
        return json;
    }

    private Map<String, Object> draw(Place place, Map<String, Instant> seen, Call call) {
        Map<String, Object> json = models.look(place.app());
        json.put("id", place.tile().id());
        json.put("appId", place.app().id());
        json.put("name", place.name());
        json.put("size", place.tile().size());
        json.put("manageable", place.app().managedBy(call.user()));
        Wire.put(json, "seen", Optional.ofNullable(seen.get(place.app().id())));
        json.put("tile", tile(place.app(), TilePage.FIRST, call));
        return json;
    }

    /** The apps that this person can put on their workspace. */
    private Answer store(Call call) {
        return Answer.ok(
                apps.of(call.user().organisation()).stream()
                        .filter(app -> app.enabled() && app.opensTo(call.user()))
                        .map(
                                app -> {
                                    Map<String, Object> json = models.look(app);
                                    json.put("id", app.id());
                                    json.put("name", app.name());
                                    json.put(
                                            "description",
                                            workspace
                                                    .type(app, call.user())
                                                    .map(AppTypeModel::description)
                                                    .orElse(""));
                                    return json;
                                })
                        .toList());
    }

    private Answer tile(Call call) {
        return Answer.ok(tile(place(call).app(), page(call), call));
    }

    private Map<String, Object> tile(App app, TilePage page, Call call) {
        return Wire.tile(
                workspace.tile(app, page, call.user()),
                workspace.type(app, call.user()).flatMap(AppTypeModel::integrationId),
                Optional.of(app.id()).filter(id -> !app.enabled()));
    }

    private Answer refresh(Call call) {
        App app = place(call).app();
        if (!refreshes.allows(call.user())) {
            throw new Refusal(Reason.TOO_SOON);
        }
        workspace.refresh(app, call.user());
        return Answer.done();
    }

    private Answer seen(Call call) {
        tiles.seen(call.user(), place(call).app().id());
        return Answer.done();
    }

    private Answer addTile(Call call) {
        JsonNode body = call.body();
        WorkspaceUser user = call.user();
        App app =
                Call.text(body, "app")
                        .flatMap(apps::find)
                        .filter(a -> a.enabled() && a.opensTo(user))
                        .orElseThrow(() -> new Refusal(Reason.NOT_FOUND));
        Size size = size(body).orElse(Size.WIDE);
        Optional<String> group = Call.text(body, "group").map(id -> changeable(id, user).id());
        String id =
                group.map(to -> tiles.add(user, to, app.id(), size))
                        .orElseGet(() -> tiles.addToOwn(user, app.id(), size));
        liveTiles.compare();
        return Answer.created(Map.of("id", id));
    }

    private Answer changeTile(Call call) {
        JsonNode body = call.body();
        WorkspaceUser user = call.user();
        Place place = place(call);
        TileGroup from = changeable(groupOf(place.tile(), user).id(), user);
        Optional<String> to = Call.text(body, "group").map(id -> changeable(id, user).id());
        tiles.change(
                place.tile().id(),
                name(body, "title").orElse(place.tile().title()),
                size(body).orElse(place.tile().size()));
        Optional<String> before = Call.text(body, "before");
        if (to.isPresent() || before.isPresent()) {
            tiles.move(place.tile().id(), to.orElse(from.id()), before);
        }
        return done();
    }

    private Answer removeTile(Call call) {
        Place place = place(call);
        changeable(groupOf(place.tile(), call.user()).id(), call.user());
        tiles.remove(place.tile().id());
        return done();
    }

    private Answer addGroup(Call call) {
        JsonNode body = call.body();
        Optional<Audience> audience = Call.audience(body, "audience");
        if (audience.isPresent() && !call.user().administrator()) {
            throw new Refusal(Reason.NOT_ALLOWED);
        }
        String id =
                tiles.addGroup(
                        call.user(),
                        audience.isPresent(),
                        name(body, "title").orElse(""),
                        audience.orElse(Audience.NOBODY));
        liveTiles.compare();
        return Answer.created(Map.of("id", id));
    }

    private Answer changeGroup(Call call) {
        JsonNode body = call.body();
        TileGroup group = changeable(call.part(1), call.user());
        tiles.changeGroup(
                group.id(),
                name(body, "title").orElse(group.title()),
                Call.audience(body, "audience")
                        .filter(audience -> group.shared())
                        .orElse(group.audience()));
        Call.text(body, "before")
                .ifPresent(before -> tiles.moveGroup(call.user(), group, Optional.of(before)));
        return done();
    }

    private Answer removeGroup(Call call) {
        tiles.removeGroup(changeable(call.part(1), call.user()).id());
        return done();
    }

    private Answer done() {
        liveTiles.compare();
        return Answer.done();
    }

    private Place place(Call call) {
        return workspace
                .find(call.part(1), call.user())
                .orElseThrow(() -> new Refusal(Reason.NOT_FOUND));
    }

    private TileGroup groupOf(Tile tile, WorkspaceUser user) {
        return tiles.groups(user).stream()
                .filter(group -> group.tiles().contains(tile))
                .findFirst()
                .orElseThrow(() -> new Refusal(Reason.NOT_FOUND));
    }

    /** A group that this person sees and may change. */
    private TileGroup changeable(String id, WorkspaceUser user) {
        TileGroup group =
                tiles.groups(user).stream()
                        .filter(g -> g.id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> new Refusal(Reason.NOT_FOUND));
        if (!group.changedBy(user)) {
            throw new Refusal(Reason.NOT_ALLOWED);
        }
        return group;
    }

    private static Optional<String> name(JsonNode body, String name) {
        Optional<String> text = Call.text(body, name).map(String::strip);
        if (text.filter(value -> value.length() > LONGEST_NAME).isPresent()) {
            throw new Refusal(
                    Reason.BAD_REQUEST, name + " is longer than " + LONGEST_NAME + " characters.");
        }
        return text;
    }

    private static Optional<Size> size(JsonNode body) {
        try {
            return Call.text(body, "size").map(Size::valueOf);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Reason.BAD_REQUEST, "size is not SMALL, WIDE or LARGE.");
        }
    }

    private static TilePage page(Call call) {
        try {
            return new TilePage(
                    call.query("text").orElse(""),
                    call.query("group").map(ItemGroup::valueOf),
                    call.query("sort").map(TilePage.Sort::valueOf).orElse(TilePage.FIRST.sort()),
                    call.query("offset", TilePage.FIRST.offset()),
                    call.query("limit", TilePage.FIRST.limit()));
        } catch (IllegalArgumentException e) {
            throw new Refusal(
                    Reason.BAD_REQUEST,
                    "group, sort, offset or limit is not one that exists; limit is at most "
                            + TilePage.MAX_LIMIT
                            + ".");
        }
    }
}
