package org.openworkspace.autotask.ticket.internal.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.ConnectionState.Kind;
import org.openworkspace.autotask.ticket.TicketView;
import org.openworkspace.autotask.ticket.TicketView.State;
import org.openworkspace.tile.Watch;

/** What the mirror asks, how often, and what it makes of what vanishes. */
class BudgetStoryTest extends MirrorTest {

    @ParameterizedTest
    @ValueSource(ints = {100, 2000})
    void costsNinetyCallsAnHourHoweverManyLook(int people) throws IOException {
        try (MirroredWorld crowd =
                new MirroredWorld(500, MirroredWorld.large(people, 5 * people))) {
            Connection shared = crowd.connect();
            List<Watch> open = new ArrayList<>();
            for (String address : crowd.addresses(people)) {
                open.add(crowd.watchOf(shared, address));
            }
            for (int minute = 0; minute < 60; minute++) {
                crowd.pass(Duration.ofMinutes(1));
            }
            int before = crowd.calls();
            for (int minute = 0; minute < 60; minute++) {
                crowd.pass(Duration.ofMinutes(1));
            }

            assertThat(crowd.calls() - before).isLessThanOrEqualTo(90);
            open.forEach(Watch::close);
        }
    }

    @Test
    void whoAsksForTheLatestGetsItAtOnceAndIsToldThatItIs() {
        world.loaded(connection, "lotte.mulder");
        AtomicInteger told = new AtomicInteger();
        AtomicInteger toldOthers = new AtomicInteger();
        try (Watch watch = world.watch(connection, "lotte.mulder", told::incrementAndGet);
                Watch other = world.watch(connection, "noor.jansen", toldOthers::incrementAndGet)) {
            assertThat(watch).isNotSameAs(other);
            world.pass(Duration.ofSeconds(1));
            int before = toldOthers.get();
            world.later(Duration.ofSeconds(20));
            world.refresh(connection, "lotte.mulder");
            world.pass(Duration.ofSeconds(1));

            assertThat(world.view(connection, "lotte.mulder").asOf()).contains(world.instant());
            assertThat(told).hasValue(1);
            assertThat(toldOthers).hasValue(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 90", "6000, 70", "8000, 40"})
    void howeverOftenTheLatestIsAskedForItCostsNextToNothing(int others, int most) {
        world.control("PUT", "usage", "{\"calls\":%d}".formatted(others));
        try (Watch watch = world.watch(connection, "noor.jansen", () -> {})) {
            assertThat(watch).isNotNull();
            world.pass(Duration.ofSeconds(1));
            world.pass(Duration.ofMinutes(61));
            int before = world.calls();
            for (int tenth = 0; tenth < 360; tenth++) {
                world.refresh(connection, "noor.jansen");
                world.pass(Duration.ofSeconds(10));
            }

            assertThat(world.calls() - before).isLessThanOrEqualTo(most);
        }
    }

    @ParameterizedTest
    @CsvSource({"4000, 28, 31", "6500, 14, 18", "8000, 0, 1"})
    void refreshesLessOftenTheMoreOthersUse(int others, int least, int most) {
        world.control("PUT", "usage", "{\"calls\":%d}".formatted(others));
        try (Watch watch = world.watch(connection, "noor.jansen", () -> {})) {
            assertThat(watch).isNotNull();
            world.pass(Duration.ofSeconds(1));
            world.pass(Duration.ofMinutes(31)); // by now the first reading is due again
            int before = world.calls("Tickets");
            for (int minute = 0; minute < 30; minute++) {
                world.pass(Duration.ofMinutes(1));
            }

            assertThat(world.calls("Tickets") - before).isBetween(least, most);
        }
    }

    @Test
    void servesWhoAsksWhenMuchIsUsed() {
        world.control("PUT", "usage", "{\"calls\":8000}");
        world.loaded(connection, "noor.jansen");
        world.pass(Duration.ofMinutes(31));
        int before = world.calls("Tickets");

        assertThat(world.loaded(connection, "milan.bakker").tickets()).hasSize(3);
        assertThat(world.calls("Tickets") - before).isBetween(1, 2);
    }

    @Test
    void pausesNearTheLimitAndGoesOnByItself() {
        world.loaded(connection, "noor.jansen");
        world.control("PUT", "usage", "{\"calls\":9600}");
        world.passLooking(connection, "noor.jansen", 40);
        int before = world.calls("Tickets");
        world.passLooking(connection, "noor.jansen", 60);

        assertThat(world.calls("Tickets") - before).isZero();
        TicketView stale = world.view(connection, "noor.jansen");
        assertThat(stale.state()).isEqualTo(State.STALE);
        assertThat(stale.tickets()).hasSize(8);
        assertThat(world.state(connection).kind()).isEqualTo(Kind.LIMITED);

        world.control("PUT", "usage", "{\"calls\":0}");
        world.passLooking(connection, "noor.jansen", 15);
        assertThat(world.view(connection, "noor.jansen").state()).isEqualTo(State.READY);
    }

    @Test
    void aLimitStopsEveryLoginOfTheDatabaseAndOneProbesIt() {
        world.control(
                "PUT",
                "users/other@contoso.example",
                "{\"secret\":\"Other\",\"identifier\":\"DEMOTRACKINGIDENTIFIER00001\"}");
        Connection other = world.connect("other", "other@contoso.example", "Other");
        world.loaded(connection, "noor.jansen");
        world.loaded(other, "milan.bakker");
        world.control(
                "PUT",
                "faults",
                "[{\"path\":\"tickets/query\",\"status\":500,\"body\":"
                        + "\"{\\\"errors\\\":[\\\"The Autotask API thread threshold of 3 threads has been"
                        + " exceeded.\\\"]}\"}]");
        int before = world.calls("Tickets");
        world.view(connection, "noor.jansen");
        world.view(other, "milan.bakker");
        world.pass(Duration.ofMinutes(1));

        assertThat(world.calls("Tickets") - before).isEqualTo(1);
    }

    @Test
    void aTicketThatVanishedGoesWhenASecondSweepAgrees() {
        long ticket = world.loaded(connection, "noor.jansen").tickets().get(0).id();
        world.control("DELETE", "tickets/" + ticket, "");
        world.passLooking(connection, "noor.jansen", 62);
        assertThat(world.view(connection, "noor.jansen").tickets()).hasSize(8);

        world.passLooking(connection, "noor.jansen", 62);
        assertThat(world.view(connection, "noor.jansen").tickets())
                .hasSize(7)
                .noneMatch(shown -> shown.id() == ticket);
    }

    @Test
    void rightsTakenAwayAreNoDeletion() {
        for (String person : List.of("sanne.devries", "milan.bakker")) {
            world.loaded(connection, person);
        }
        world.loaded(connection, "noor.jansen");
        world.control("PUT", "users/api@contoso.example", "{\"seesTickets\":false}");
        for (int i = 0; i < 200; i++) {
            world.view(connection, "sanne.devries");
            world.view(connection, "milan.bakker");
            world.passLooking(connection, "noor.jansen", 1);
        }

        TicketView kept = world.view(connection, "noor.jansen");
        assertThat(kept.state()).isEqualTo(State.STALE);
        assertThat(kept.tickets()).hasSize(8);
        assertThat(world.state(connection).kind()).isEqualTo(Kind.NEEDS_ATTENTION);

        world.control("PUT", "users/api@contoso.example", "{\"seesTickets\":true}");
        world.passLooking(connection, "noor.jansen", 70);
        assertThat(world.view(connection, "noor.jansen").state()).isEqualTo(State.READY);
        assertThat(world.state(connection).kind()).isEqualTo(Kind.CONNECTED);
    }

    @ParameterizedTest
    @ValueSource(longs = {-90, 90, -1, 1})
    void aClockThatJumpsCausesNoStormAndLosesNothing(long days) {
        world.loaded(connection, "noor.jansen");
        int before = world.calls();
        world.pass(Duration.ofDays(days));
        world.passLooking(connection, "noor.jansen", 5);
        world.pass(Duration.ofDays(-days));
        world.passLooking(connection, "noor.jansen", 5);

        assertThat(world.calls() - before).isLessThan(40);
        TicketView view = world.view(connection, "noor.jansen");
        assertThat(view.state()).isEqualTo(State.READY);
        assertThat(view.tickets()).hasSize(8);
    }

    @Test
    void whoOpensATileDoesNotWaitForACrowd() throws IOException {
        try (MirroredWorld crowd = new MirroredWorld(500, MirroredWorld.large(2000, 10_000))) {
            Connection shared = crowd.connect();
            List<Watch> open = new ArrayList<>();
            for (String address : crowd.addresses(2000)) {
                if (!address.contains("contoso")) {
                    open.add(crowd.watchOf(shared, address));
                }
            }
            crowd.control("DELETE", "counters", "");
            crowd.later(Duration.ofSeconds(1));
            AtomicInteger lookUps = new AtomicInteger();
            open.add(
                    crowd.watch(
                            shared,
                            "noor.jansen",
                            () -> lookUps.compareAndSet(0, crowd.calls("Contacts"))));
            crowd.pass(Duration.ZERO);

            assertThat(crowd.view(shared, "noor.jansen").tickets()).hasSize(8);
            // one for the test of the login, two pages for the batch with the one who came last
            assertThat(lookUps).satisfies(calls -> assertThat(calls.get()).isBetween(2, 3));
            assertThat(crowd.calls("Contacts")).isGreaterThan(5);
            open.forEach(Watch::close);
        }
    }
}
