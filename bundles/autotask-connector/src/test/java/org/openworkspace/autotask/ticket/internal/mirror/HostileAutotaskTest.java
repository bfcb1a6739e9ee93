package org.openworkspace.autotask.ticket.internal.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openworkspace.autotask.connection.Cause;
import org.openworkspace.autotask.connection.ConnectionState.Kind;
import org.openworkspace.autotask.ticket.Ticket;
import org.openworkspace.autotask.ticket.TicketView;
import org.openworkspace.autotask.ticket.TicketView.State;

/**
 * Whatever answers in Autotask's place: a state with a name, the last good list, and back again.
 */
class HostileAutotaskTest extends MirrorTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @ParameterizedTest(name = "{0}")
    @MethodSource
    @Timeout(20)
    void keepsTheLastGoodListAndNamesTheTrouble(String what, Map<String, Object> answer)
            throws Exception {
        List<Ticket> before = world.loaded(connection, "noor.jansen").tickets();
        world.control(
                "PUT",
                "faults",
                new ObjectMapper().writeValueAsString(List.of(struck("Tickets/query", answer))));
        world.pass(MINUTE);

        TicketView during = world.view(connection, "noor.jansen");
        assertThat(world.state(connection).kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(world.state(connection).cause()).contains(Cause.NOT_AUTOTASK);
        assertThat(during.state()).isIn(State.READY, State.STALE);
        assertThat(during.tickets()).isEqualTo(before);

        world.control("DELETE", "faults", "");
        world.passLooking(connection, "noor.jansen", 2);
        assertThat(world.state(connection).kind()).isEqualTo(Kind.CONNECTED);
        assertThat(world.view(connection, "noor.jansen").state()).isEqualTo(State.READY);
        assertThat(world.view(connection, "noor.jansen").tickets()).isEqualTo(before);
    }

    static Stream<Arguments> keepsTheLastGoodListAndNamesTheTrouble() {
        String page = "{\"items\":[%s],\"pageDetails\":{\"count\":%d}}";
        String row = "{\"id\":%s,\"contactID\":1,\"lastActivityDate\":\"2026-11-25T10:00:00Z\"}";
        String rows =
                IntStream.rangeClosed(1, 500)
                        .mapToObj(id -> row.formatted(id))
                        .collect(Collectors.joining(","));
        return Stream.of(
                arguments("half a page", Map.of("truncate", true)),
                arguments("a web page", body("<html>maintenance</html>")),
                arguments("a redirect", Map.of("redirect", "http://localhost:1/")),
                arguments("the same page for ever", body(page.formatted(rows, 500))),
                arguments("a page that lies about its rows", body(page.formatted("", 3))),
                arguments(
                        "ten thousand levels",
                        body("{\"items\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}")),
                arguments(
                        "one text of two million letters",
                        body(page.formatted(row("x", 2_000_000), 1))),
                arguments("half a gigabyte in half a megabyte", Map.of("megabytes", 500)),
                arguments(
                        "an id beyond long",
                        body(page.formatted(row.formatted("9".repeat(20)), 1))),
                arguments(
                        "an id of a million digits",
                        body(page.formatted(row.formatted("9".repeat(1_000_000)), 1))),
                arguments(
                        "an id that is a text",
                        body(page.formatted(row.formatted("\"seven\""), 1))),
                arguments("an id that is half", body(page.formatted(row.formatted("7.5"), 1))),
                arguments("a row that is a number", body(page.formatted("7", 1))),
                arguments("no row", body(page.formatted("null", 1))),
                arguments("items that are none", body("{\"items\":\"none\",\"pageDetails\":7}")),
                arguments(
                        "a time beyond all times",
                        body(
                                page.formatted(
                                        "{\"id\":7,\"contactID\":1,\"lastActivityDate\":\"+999999999-01-01T00:00:00Z\"}",
                                        1))));
    }

    private static String row(String letter, int times) {
        return "{\"id\":7,\"title\":\"" + letter.repeat(times) + "\"}";
    }

    private static Map<String, Object> body(String body) {
        return Map.of("body", body);
    }

    private static Map<String, Object> struck(String path, Map<String, Object> answer) {
        return Stream.concat(
                        Stream.of(Map.entry("path", (Object) path)), answer.entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
