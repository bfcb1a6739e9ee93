package org.openworkspace.autotask.tile.internal;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.ConnectionState;
import org.openworkspace.autotask.connection.ConnectionStates;
import org.openworkspace.autotask.connection.StatusWords;
import org.openworkspace.autotask.ticket.Ticket;
import org.openworkspace.autotask.ticket.TicketView;
import org.openworkspace.tile.ItemGroup;
import org.openworkspace.tile.ItemModel;
import org.openworkspace.tile.ProblemModel;
import org.openworkspace.tile.TileModel;
import org.openworkspace.tile.TilePage;
import org.openworkspace.tile.TileRequest;

/** Makes a tile of what is known of a person's tickets. */
final class TicketTiles {

    private TicketTiles() {}

    /** What statuses mean to a person: as the connection says, else as Autotask has it. */
    private record Words(Map<Integer, StatusWords> statuses, Locale locale) {

        String status(Ticket ticket) {
            return Optional.ofNullable(statuses.get(ticket.status()))
                    .flatMap(words -> words.word(locale))
                    .orElse(ticket.statusLabel());
        }

        ItemGroup group(Ticket ticket) {
            return Optional.ofNullable(statuses.get(ticket.status()))
                    .map(StatusWords::group)
                    .orElseGet(() -> StatusWords.usualGroup(ticket.status()));
        }
    }

    static TileModel of(
            TicketView view,
            Connection connection,
            ConnectionStates states,
            PortalLinks links,
            TileRequest request) {
        Texts texts = Texts.in(request.user().locale());
        ConnectionState state = states.of(connection);
        return switch (view.state()) {
            case LOADING -> TileModel.loading(links.all(texts));
            case NO_CONTACT -> Problems.noContact(connection, links, request.user());
            case SEVERAL_CONTACTS -> Problems.severalContacts(connection, links, request.user());
            case UNAVAILABLE ->
                    TileModel.problem(
                            Problems.of(state, connection, states, request.user()),
                            links.all(texts));
            case READY ->
                    list(view, connection, TileModel.State.READY, Optional.empty(), links, request);
            case STALE ->
                    list(
                            view,
                            connection,
                            TileModel.State.STALE,
                            Optional.of(Problems.of(state, connection, states, request.user())),
                            links,
                            request);
        };
    }

    private static TileModel list(
            TicketView view,
            Connection connection,
            TileModel.State state,
            Optional<ProblemModel> problem,
            PortalLinks links,
            TileRequest request) {
        Words words = new Words(connection.statuses(), request.user().locale());
        Map<ItemGroup, Integer> counts = new EnumMap<>(ItemGroup.class);
        view.tickets().forEach(ticket -> counts.merge(words.group(ticket), 1, Integer::sum));
        TilePage page = request.page();
        List<Ticket> wanted =
                view.tickets().stream()
                        .filter(
                                ticket ->
                                        page.group().stream().allMatch(words.group(ticket)::equals))
                        .filter(ticket -> matches(ticket, words, page.text()))
                        .sorted(order(page.sort()))
                        .toList();
        return new TileModel(
                state,
                view.asOf(),
                Optional.empty(),
                wanted.size(),
                counts,
                wanted.stream()
                        .skip(page.offset())
                        .limit(page.limit())
                        .map(ticket -> item(ticket, words, links))
                        .toList(),
                links.all(Texts.in(request.user().locale())),
                problem);
    }

    private static ItemModel item(Ticket ticket, Words words, PortalLinks links) {
        return new ItemModel(
                Long.toString(ticket.id()),
                ticket.number(),
                ticket.title(),
                words.status(ticket),
                words.group(ticket),
                ticket.priorityLabel(),
                ticket.created(),
                ticket.lastActivity(),
                ticket.due(),
                links.ticket(ticket.id(), ticket.number()));
    }

    private static boolean matches(Ticket ticket, Words words, String text) {
        String haystack =
                (ticket.number() + '\n' + ticket.title() + '\n' + words.status(ticket))
                        .toLowerCase(Locale.ROOT);
        return Stream.of(text.toLowerCase(Locale.ROOT).strip().split("\\s+"))
                .allMatch(haystack::contains);
    }

    private static Comparator<Ticket> order(TilePage.Sort sort) {
        Comparator<Ticket> latest =
                Comparator.comparing(Ticket::lastActivity)
                        .reversed()
                        .thenComparing(Ticket::id, Comparator.reverseOrder());
        return switch (sort) {
            case LAST_ACTIVITY -> latest;
            case CREATED ->
                    Comparator.comparing(
                                    (Ticket ticket) ->
                                            ticket.created().orElse(ticket.lastActivity()))
                            .reversed()
                            .thenComparing(latest);
            case PRIORITY -> Comparator.comparingInt(Ticket::priorityOrder).thenComparing(latest);
        };
    }
}
