package org.openworkspace.text;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.openworkspace.integration.ConnectionDraft;
import org.openworkspace.integration.FieldProblem;
import org.openworkspace.integration.IntegrationType;
import org.openworkspace.tile.ItemModel;
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

/** A whole host: administrators connect, people read their tickets, and hear when they change. */
@Component(service = TextHost.class)
public final class TextHost {

    private final IntegrationType autotask;
    private final TileProvider tickets;

    /** While the plugin is away, so is this component. */
    @Activate
    public TextHost(
            @Reference IntegrationType autotask,
            @Reference(target = "(tile.id=autotask.tickets)") TileProvider tickets) {
        this.autotask = autotask;
        this.tickets = tickets;
    }

    /** Saves what an administrator typed; what is wrong with it, or nothing. */
    public List<String> connect(String administrator, Map<String, String> typed) {
        return autotask
                .save(new ConnectionDraft(Optional.empty(), typed), person(administrator, true))
                .problems()
                .stream()
                .map(FieldProblem::message)
                .toList();
    }

    /** A person's tickets, a line each; or a line that says why there are none. */
    public List<String> show(String upn) {
        return tiles(upn).map(tickets::tile).flatMap(TextHost::lines).toList();
    }

    /** Runs something whenever {@link #show} may answer something else, until all are closed. */
    public List<Watch> watch(String upn, Runnable changed) {
        return tiles(upn).map(tile -> tickets.watch(tile, changed)).toList();
    }

    private Stream<TileRequest> tiles(String upn) {
        WorkspaceUser user = person(upn, false);
        return autotask.connections(user).stream()
                .map(c -> new TileRequest(Optional.of(c.id()), TilePage.FIRST, user));
    }

    private static Stream<String> lines(TileModel tile) {
        return switch (tile.state()) {
            case LOADING -> Stream.of("One moment");
            case READY, STALE -> tile.items().stream().map(TextHost::line);
            case PROBLEM -> {
                ProblemModel problem = tile.problem().orElseThrow();
                yield Stream.of(problem.title() + ". " + problem.text());
            }
        };
    }

    private static String line(ItemModel ticket) {
        return String.join(
                " | ",
                ticket.number(),
                ticket.title(),
                ticket.status(),
                ticket.link().map(Object::toString).orElse(""));
    }

    /** Whoever your own sign-in says it is; never what a browser says. */
    private static WorkspaceUser person(String upn, boolean administrator) {
        return new WorkspaceUser(
                upn,
                upn,
                upn,
                upn,
                Locale.ENGLISH,
                ZoneId.of("Europe/Amsterdam"),
                Set.of(),
                administrator,
                WorkspaceUser.DEFAULT_ORGANISATION);
    }
}
