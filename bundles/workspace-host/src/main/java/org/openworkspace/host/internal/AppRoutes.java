package org.openworkspace.host.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.openworkspace.app.AppTypeModel;
import org.openworkspace.host.internal.Refusal.Reason;
import org.openworkspace.host.internal.Route.Access;
import org.openworkspace.host.internal.Route.Answer;
import org.openworkspace.host.internal.TileGroup.Size;
import org.openworkspace.integration.FieldProblem;
import org.openworkspace.user.AuditTrail;
import org.openworkspace.user.WorkspaceUser;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What administrators and owners do with apps. */
@Component(service = AppRoutes.class)
public final class AppRoutes {

    private static final int MOST_FOUND = 8;

    private final Plugins plugins;
    private final Apps apps;
    private final Tiles tiles;
    private final AppModels models;
    private final LiveTiles liveTiles;
    private final AuditTrail audit;

    @Activate
    public AppRoutes(
            @Reference Plugins plugins,
            @Reference Apps apps,
            @Reference Tiles tiles,
            @Reference AppModels models,
            @Reference LiveTiles liveTiles,
            @Reference AuditTrail audit) {
        this.plugins = plugins;
        this.apps = apps;
        this.tiles = tiles;
        this.models = models;
        this.liveTiles = liveTiles;
        this.audit = audit;
    }

    List<Route> all() {
        return List.of(
                Route.of("GET", "/app-types", Access.ADMINISTRATOR, this::types),
                Route.of("POST", "/apps", Access.ADMINISTRATOR, this::create),
                Route.of("GET", "/apps", Access.MANAGER, this::list),
                Route.of("GET", "/apps/{}", Access.MANAGER, this::describe),
                Route.of("PUT", "/apps/{}", Access.MANAGER, this::change),
                Route.of("POST", "/apps/{}/enabled", Access.MANAGER, this::enable),
                Route.of("DELETE", "/apps/{}", Access.MANAGER, this::remove),
                Route.of("GET", "/apps/{}/icon", Access.SIGNED_IN, this::icon),
                Route.of("GET", "/directory", Access.MANAGER, this::directory));
    }

    private Answer types(Call call) {
        return Answer.ok(
                plugins.appTypes().stream()
                        .map(type -> type.describe(call.user().locale()))
                        .sorted(Comparator.comparing(AppTypeModel::name))
                        .map(AppRoutes::draw)
                        .toList());
    }

    private static Map<String, Object> draw(AppTypeModel type) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", type.id());
        json.put("name", type.name());
        json.put("description", type.description());
        json.put("icon", type.icon());
        json.put("colour", type.colour());
        Wire.put(json, "integrationId", type.integrationId());
        return json;
    }

    private Answer list(Call call) {
        Map<String, Integer> counts = tiles.counts();
        return Answer.ok(
                apps.of(call.user().organisation()).stream()
                        .filter(app -> app.managedBy(call.user()))
                        .map(app -> draw(app, counts, call.user()))
                        .toList());
    }

    private Answer describe(Call call) {
        return Answer.ok(draw(managed(call), tiles.counts(), call.user()));
    }

    private Map<String, Object> draw(App app, Map<String, Integer> counts, WorkspaceUser user) {
        return models.managed(app, counts.getOrDefault(app.id(), 0), user);
    }

    private Answer create(Call call) {
        JsonNode body = call.body();
        WorkspaceUser user = call.user();
        AppTypeModel type =
                Call.text(body, "type")
                        .flatMap(id -> plugins.appType(id, user.locale()))
                        .orElseThrow(
                                () -> new Refusal(Reason.BAD_REQUEST, "type is not an app type."));
        App start =
                new App(
                        UUID.randomUUID().toString(),
                        user.organisation(),
                        type.id(),
                        type.name(),
                        type.icon(),
                        Optional.empty(),
                        type.colour(),
                        Optional.empty(),
                        true,
                        Audience.EVERYONE,
                        Audience.NOBODY,
                        true);
        Place place = place(body);
        return save(start, body, call)
                .orElseGet(
                        () -> {
                            switch (place) {
                                case EVERYONE -> tiles.share(user, start.id(), Size.LARGE);
                                case ME -> tiles.addToOwn(user, start.id(), Size.LARGE);
                                case NOBODY -> {}
                            }
                            audit.record(user, "app.added", start.id(), "");
                            liveTiles.compare();
                            return Answer.created(Map.of("id", start.id()));
                        });
    }

    /** On whose workspace a new app gets a tile. */
    private enum Place {
        EVERYONE,
        ME,
        NOBODY
    }

    private static Place place(JsonNode body) {
        try {
            return Call.text(body, "place").map(Place::valueOf).orElse(Place.NOBODY);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Reason.BAD_REQUEST, "place is not EVERYONE, ME or NOBODY.");
        }
    }

    private Answer change(Call call) {
        App app = managed(call);
        return save(app, call.body(), call).orElseGet(() -> done("app.changed", app, call));
    }

    /** Stores what the body says of an app, or answers with what is wrong with it. */
    private Optional<Answer> save(App before, JsonNode body, Call call) {
        App after =
                new App(
                        before.id(),
                        before.organisation(),
                        before.type(),
                        Call.text(body, "name").orElse(before.name()).strip(),
                        Call.text(body, "icon").orElse(before.icon()),
                        before.image(),
                        Call.text(body, "colour").orElse(before.colour()),
                        Call.text(body, "connectionId").or(before::connectionId),
                        Call.flag(body, "newWindow").orElse(before.newWindow()),
                        Call.audience(body, "access").orElse(before.access()),
                        Call.audience(body, "owners").orElse(before.owners()),
                        before.enabled());
        if (!after.connectionId().equals(before.connectionId()) && !call.user().administrator()) {
            throw new Refusal(Reason.NOT_ALLOWED);
        }
        Optional<String> image = Call.text(body, "image");
        Optional<Picture> picture = image.filter(i -> !i.isEmpty()).flatMap(Picture::read);
        List<FieldProblem> problems = problems(before, after, call);
        if (picture.isEmpty() && image.filter(i -> !i.isEmpty()).isPresent()) {
            problems.add(new FieldProblem("image", call.texts().of("app.image")));
        }
        if (!problems.isEmpty()) {
            return Optional.of(Answer.invalid(Map.of("problems", Wire.problems(problems))));
        }
        apps.save(after);
        image.ifPresent(i -> apps.picture(after.id(), picture));
        return Optional.empty();
    }

    private List<FieldProblem> problems(App before, App after, Call call) {
        Texts texts = call.texts();
        List<FieldProblem> problems = new ArrayList<>();
        if (after.name().isEmpty() || after.name().length() > WorkspaceRoutes.LONGEST_NAME) {
            problems.add(new FieldProblem("name", texts.of("app.name")));
        }
        if (!after.icon().matches("[a-z0-9-]{1,40}")) {
            problems.add(new FieldProblem("icon", texts.of("app.icon")));
        }
        if (!after.colour().matches("#[0-9a-fA-F]{6}")
                || !after.colour().equals(before.colour()) && !Colours.carryText(after.colour())) {
            problems.add(new FieldProblem("colour", texts.of("app.colour")));
        }
        if (!after.access().everyone()
                && after.access().users().isEmpty()
                && after.access().groups().isEmpty()) {
            problems.add(new FieldProblem("access", texts.of("app.access")));
        }
        plugins.appType(after.type(), call.user().locale())
                .flatMap(AppTypeModel::integrationId)
                .filter(
                        integration ->
                                after.connectionId().isEmpty()
                                        || !after.connectionId().equals(before.connectionId())
                                                && models.connection(
                                                                integration, after, call.user())
                                                        .isEmpty())
                .ifPresent(
                        integration ->
                                problems.add(
                                        new FieldProblem(
                                                "connectionId", texts.of("app.connection"))));
        return problems;
    }

    private Answer enable(Call call) {
        App app = managed(call);
        boolean enabled =
                Call.flag(call.body(), "enabled")
                        .orElseThrow(() -> new Refusal(Reason.BAD_REQUEST, "enabled is missing."));
        apps.save(app.enabled(enabled));
        return done(enabled ? "app.enabled" : "app.disabled", app, call);
    }

    private Answer remove(Call call) {
        App app = managed(call);
        apps.remove(app.id());
        return done("app.removed", app, call);
    }

    private Answer done(String action, App app, Call call) {
        audit.record(call.user(), action, app.id(), app.name());
        liveTiles.compare();
        return Answer.done();
    }

    private Answer icon(Call call) {
        return apps.find(call.part(1))
                .filter(app -> app.opensTo(call.user()) || app.managedBy(call.user()))
                .flatMap(app -> apps.picture(app.id()))
                .map(Answer::png)
                .orElseThrow(() -> new Refusal(Reason.NOT_FOUND));
    }

    private Answer directory(Call call) {
        return Answer.ok(models.directory(call.query("text").orElse(""), MOST_FOUND, call.user()));
    }

    /** An app of this organisation that this person may change. */
    private App managed(Call call) {
        App app =
                apps.find(call.part(1))
                        .filter(a -> a.organisation().equals(call.user().organisation()))
                        .orElseThrow(() -> new Refusal(Reason.NOT_FOUND));
        if (!app.managedBy(call.user())) {
            throw new Refusal(Reason.NOT_ALLOWED);
        }
        return app;
    }
}
