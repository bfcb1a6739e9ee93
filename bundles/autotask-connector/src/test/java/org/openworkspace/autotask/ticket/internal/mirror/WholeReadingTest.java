package org.openworkspace.autotask.ticket.internal.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.ticket.Ticket;
import org.openworkspace.autotask.ticket.TicketView;
import org.openworkspace.autotask.ticket.TicketView.State;
import org.openworkspace.tile.Watch;

/**
 * What is read whole, when, and what it is good for: two thousand people with ten thousand tickets.
 */
class WholeReadingTest {

    private static final Duration REFRESH = Duration.ofMinutes(1);
    private static final int PEOPLE = 2000;

    private final List<Watch> open = new ArrayList<>();
    private MirroredWorld world;
    private Connection connection;
    private List<String> addresses;

    @BeforeEach
    void begin() throws IOException {
        world = new MirroredWorld(500, MirroredWorld.large(PEOPLE, 5 * PEOPLE));
        connection = world.connect();
        addresses = world.addresses(PEOPLE);
        world.control("DELETE", "counters", "");
    }

    @AfterEach
    void end() {
        open.forEach(Watch::close);
        world.close();
    }

    @Test
    void whoOpensATileLaterCostsNothingOnceThePriceWasPaid() {
        watch(addresses.subList(0, 1900));
        watchStrangers();
        world.passes(5);
        int before = world.calls();
        watch(addresses.subList(1900, PEOPLE));

        assertThat(world.viewOf(connection, addresses.get(PEOPLE - 1)).state())
                .isEqualTo(State.READY);
        world.pass(Duration.ZERO);
        assertThat(world.calls()).isEqualTo(before);
    }

    @Test
    void costsNeverTwiceWhatItWouldWithForesight() {
        // one a minute, as people come in: hardly two can be asked for together
        for (int i = 0; i < 400; i++) {
            watch(addresses.subList(i, i + 1));
            world.pass(REFRESH);
        }
        // 10,000 tickets are 21 pages, 2,000 contacts are 5, each minute has its refresh
        int refreshing = 400 + 400 / 5 + 7 * Sweep.CALLS + 20;
        assertThat(world.calls()).isLessThan(2 * (21 + 16) + refreshing);
    }

    @Test
    void fewPeopleAreNoReasonToReadAll() {
        watch(addresses.subList(0, 5));
        world.passes(300);

        assertThat(world.calls("Tickets")).isLessThan(300 + 5 * Sweep.CALLS + 6);
    }

    @Test
    void anUnknownPersonIsKnownToBeNobodyWithoutACall() {
        watchStrangers();
        world.passes(5);
        int before = world.calls();

        assertThat(world.viewOf(connection, "another@elsewhere.example").state())
                .isEqualTo(State.NO_CONTACT);
        world.pass(Duration.ZERO);
        assertThat(world.calls()).isEqualTo(before);
    }

    @Test
    void whatChangedWhileItWasReadIsNotLost() {
        watch(addresses);
        world.pass(REFRESH);
        long moved = world.viewOf(connection, addresses.get(1000)).tickets().get(0).id();
        List<String> late = List.of("late@contoso.example");
        world.control("POST", "contacts", "{\"email\":\"late@contoso.example\"}");
        // in the middle of the window, page after page of it is behind us
        world.before(
                "Tickets/query",
                10,
                () -> {
                    world.later(Duration.ofMinutes(2));
                    world.control(
                            "PATCH",
                            "tickets/" + moved,
                            "{\"contactEmail\":\"late@contoso.example\"}");
                });
        world.passes(3);
        watch(late);
        world.passes(7);

        assertThat(world.viewOf(connection, "late@contoso.example").tickets())
                .extracting(Ticket::id)
                .containsExactly(moved);
        assertThat(world.viewOf(connection, addresses.get(1000)).tickets())
                .extracting(Ticket::id)
                .doesNotContain(moved);
    }

    @Test
    void oneDeletionAmongTenThousandIsFoundWithADozenCalls() {
        watch(addresses);
        world.passes(5);
        TicketView before = world.viewOf(connection, addresses.get(700));
        assertThat(before.tickets()).isNotEmpty();
        Ticket gone = before.tickets().get(0);
        world.control("DELETE", "tickets/" + gone.id(), "");
        world.passes(55);
        int calls = world.calls();
        world.passes(60);
        assertThat(world.calls() - calls).isLessThanOrEqualTo(90);
        world.passes(60);

        assertThat(world.viewOf(connection, addresses.get(700)).tickets())
                .hasSize(before.tickets().size() - 1)
                .doesNotContain(gone);
    }

    @Test
    void aSweepThatFindsNothingCostsTwoCallsAnHour() {
        watch(addresses);
        watchStrangers();
        world.passes(65);
        int before = world.calls();
        world.passes(60);

        assertThat(world.calls() - before).isLessThanOrEqualTo(60 + 12 + 2 + 2);
    }

    @Test
    void allIsForgottenADayAfterTheLastRefresh() {
        watch(addresses);
        world.passes(5);
        open.forEach(Watch::close);
        world.pass(Duration.ofHours(25));

        assertThat(world.viewOf(connection, addresses.get(0)).state()).isEqualTo(State.STALE);
        world.pass(Duration.ZERO);
        assertThat(world.viewOf(connection, addresses.get(0)).state()).isEqualTo(State.READY);
        assertThat(world.viewOf(connection, addresses.get(1)).state()).isEqualTo(State.LOADING);
    }

    /** People of the host whom Autotask does not know: more than it has contacts. */
    private void watchStrangers() {
        watch(
                IntStream.range(0, 8000)
                        .mapToObj(i -> "stranger" + i + "@elsewhere.example")
                        .toList());
    }

    private void watch(List<String> people) {
        people.forEach(address -> open.add(world.watchOf(connection, address)));
    }
}
