package org.openworkspace.host.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openworkspace.host.internal.Refusal.Reason;
import org.openworkspace.host.internal.Route.Access;
import org.openworkspace.host.internal.Route.Answer;
import org.openworkspace.host.internal.Workspace.Place;
import org.openworkspace.tile.ItemGroup;
import org.openworkspace.tile.TilePage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What somebody sees on their workspace. */
@Component(service = WorkspaceRoutes.class)
public final class WorkspaceRoutes {

    private final Workspace workspace;

    @Activate
    public WorkspaceRoutes(@Reference Workspace workspace) {
        this.workspace = workspace;
    }

    List<Route> all() {
        return List.of(
                Route.of("GET", "/workspace", Access.SIGNED_IN, this::workspace),
                Route.of("GET", "/tiles/{}", Access.SIGNED_IN, this::tile));
    }

    private Answer workspace(Call call) {
        List<Map<String, Object>> tiles =
                workspace.places(call.user()).stream().map(place -> draw(place, call)).toList();
        return Answer.ok(
                Map.of(
                        "groups",
                        tiles.isEmpty()
                                ? List.of()
                                : List.of(
                                        Map.of(
                                                "id",
                                                "tiles",
                                                "title",
                                                call.texts().of("group.tiles"),
                                                "tiles",
                                                tiles))));
    }

    private Answer tile(Call call) {
        Place place =
                workspace
                        .find(call.part(1), call.user())
                        .orElseThrow(() -> new Refusal(Reason.NOT_FOUND));
        return Answer.ok(tile(place, page(call), call));
    }

    private Map<String, Object> draw(Place place, Call call) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", place.id());
        json.put("name", place.name());
        json.put("icon", place.app().icon());
        json.put("colour", place.app().colour());
        json.put("destination", "NEW_WINDOW");
        json.put("tile", tile(place, TilePage.FIRST, call));
        return json;
    }

    private Map<String, Object> tile(Place place, TilePage page, Call call) {
        return Wire.tile(workspace.tile(place, page, call.user()), place.app().integrationId());
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
