package org.openworkspace.autotask.ticket.internal.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.ConnectionState.Kind;
import org.openworkspace.autotask.ticket.Ticket;
import org.openworkspace.autotask.ticket.TicketView;
import org.openworkspace.autotask.ticket.TicketView.State;

/** The places where a mirror loses updates, each with the change that would be lost there. */
class LostUpdateTest extends MirrorTest {

    private static final Duration REFRESH = Duration.ofMinutes(1);
    private static final String TICKETS = "Tickets/query";

    @Test
    void aChangeToARowThatTheFirstLoadHasPassed() {
        List<Long> tickets = manyTickets("lotte.mulder", 600);
        world.before(
                TICKETS,
                3, // one for the test of the login, one for the first page
                () -> {
                    world.later(Duration.ofMinutes(3));
                    title(tickets.get(0), "Changed behind the first page");
                });
        world.loaded(connection, "lotte.mulder");
        world.pass(REFRESH);

        assertThat(titles("lotte.mulder")).hasSize(600).contains("Changed behind the first page");
    }

    @Test
    void aChangeToARowThatALongPassHasPassed() {
        List<Long> tickets = manyTickets("lotte.mulder", 600);
        world.loaded(connection, "lotte.mulder");
        world.later(REFRESH);
        tickets.forEach(ticket -> title(ticket, "Changed"));
        world.before(
                TICKETS,
                2,
                () -> {
                    world.later(Duration.ofMinutes(10));
                    title(tickets.get(0), "Changed again");
                });
        world.pass(Duration.ZERO);
        assertThat(titles("lotte.mulder")).hasSize(600).containsOnly("Changed");

        world.view(connection, "lotte.mulder");
        world.pass(REFRESH);
        assertThat(titles("lotte.mulder")).contains("Changed again");
    }

    @Test
    void aChangeAfterARowThatIsDatedInTheFuture() {
        TicketView before = world.loaded(connection, "noor.jansen");
        world.control(
                "PATCH",
                "tickets/" + before.tickets().get(0).id(),
                "{\"lastActivityDate\":\"%s\"}"
                        .formatted(world.instant().plus(Duration.ofDays(400))));
        world.passLooking(connection, "noor.jansen", 2);
        title(before.tickets().get(1).id(), "Changed after it");
        world.passLooking(connection, "noor.jansen", 1);

        assertThat(titles("noor.jansen")).contains("Changed after it").hasSize(8);
    }

    @Test
    void whatAPassHadReadThatFailsOnItsLastPage() {
        List<Long> tickets = manyTickets("lotte.mulder", 600);
        world.loaded(connection, "lotte.mulder");
        world.later(REFRESH);
        tickets.forEach(ticket -> title(ticket, "Changed"));
        world.before(TICKETS, 2, () -> world.control("POST", "down", ""));
        world.pass(Duration.ZERO);
        assertThat(titles("lotte.mulder")).as("all or nothing").doesNotContain("Changed");

        world.control("POST", "up", "");
        world.passLooking(connection, "lotte.mulder", 3);
        assertThat(titles("lotte.mulder")).hasSize(600).containsOnly("Changed");
    }

    @Test
    void aTicketThatLeavesWhileItsNewOwnerIsLoaded() {
        Ticket ticket = world.loaded(connection, "noor.jansen").tickets().get(0);
        world.before(
                TICKETS,
                1,
                () ->
                        world.control(
                                "PATCH",
                                "tickets/" + ticket.id(),
                                "{\"contactEmail\":\"milan.bakker@contoso.example\"}"));
        TicketView milan = world.loaded(connection, "milan.bakker");

        assertThat(milan.tickets()).extracting(Ticket::id).contains(ticket.id());
        assertThat(world.view(connection, "noor.jansen").tickets())
                .extracting(Ticket::id)
                .doesNotContain(ticket.id());
    }

    @Test
    void aTicketThatArrivesBehindTheFirstPageOfItsNewOwner() {
        Ticket ticket = world.loaded(connection, "noor.jansen").tickets().get(0);
        manyTickets("lotte.mulder", 600);
        world.before(
                TICKETS,
                2,
                () ->
                        world.control(
                                "PATCH",
                                "tickets/" + ticket.id(),
                                "{\"contactEmail\":\"lotte.mulder@contoso.example\"}"));
        assertThat(world.loaded(connection, "lotte.mulder").tickets()).hasSize(600);

        world.pass(REFRESH);
        assertThat(world.view(connection, "lotte.mulder").tickets()).hasSize(601);
        assertThat(world.view(connection, "noor.jansen").tickets()).hasSize(7);
    }

    @Test
    void aContactThatArrivesWhileItsAddressIsLookedUp() {
        world.before(
                TICKETS,
                2, // the look-up is over, the tickets are not read yet
                () ->
                        world.control(
                                "POST", "contacts", "{\"email\":\"noor.jansen@contoso.example\"}"));
        assertThat(world.loaded(connection, "noor.jansen").state()).isEqualTo(State.READY);

        world.passLooking(connection, "noor.jansen", 6);
        assertThat(world.view(connection, "noor.jansen").state()).isEqualTo(State.SEVERAL_CONTACTS);
    }

    @Test
    void aTicketThatLeftAContactBeforeTheContactCameToAnotherPerson() {
        world.view(connection, "cas");
        Ticket ticket = world.loaded(connection, "noor.jansen").tickets().get(0);
        world.control("PUT", "faults", "[{\"path\":\"tickets\",\"status\":500,\"body\":\"no\"}]");
        world.control(
                "PATCH",
                "tickets/" + ticket.id(),
                "{\"contactEmail\":\"milan.bakker@contoso.example\"}");
        world.control(
                "PATCH",
                "contacts?email=noor.jansen@contoso.example",
                "{\"emailAddress\":\"cas@contoso.example\"}");
        for (int minute = 0; minute < 12; minute++) {
            world.view(connection, "noor.jansen");
            world.passLooking(connection, "cas", 1);
            assertThat(world.view(connection, "cas").tickets())
                    .extracting(Ticket::id)
                    .doesNotContain(ticket.id());
        }
        assertThat(world.view(connection, "noor.jansen").state())
                .as("who left the address sees nothing any more, though tickets cannot be read")
                .isEqualTo(State.NO_CONTACT);

        world.control("DELETE", "faults", "");
        world.passLooking(connection, "cas", 6);
        assertThat(world.view(connection, "cas").tickets())
                .hasSize(7)
                .extracting(Ticket::id)
                .doesNotContain(ticket.id());
    }

    @Test
    void aContactThatWasDeletedGoesWhenASecondSweepAgrees() {
        world.loaded(connection, "noor.jansen");
        world.control("DELETE", "contacts?email=noor.jansen@contoso.example", "");
        world.passLooking(connection, "noor.jansen", 130);

        assertThat(world.view(connection, "noor.jansen").state()).isEqualTo(State.NO_CONTACT);
    }

    @Test
    void aTicketThatNoDeltaToldOfIsFoundByTheSweep() {
        world.loaded(connection, "lotte.mulder");
        newTicket("lotte.mulder", "Hidden");
        String hiding = "{\\\"items\\\":[],\\\"pageDetails\\\":{\\\"count\\\":0}}";
        world.control(
                "PUT", "faults", "[{\"path\":\"tickets/query$\",\"body\":\"" + hiding + "\"}]");
        world.passLooking(connection, "lotte.mulder", 2);
        world.control("DELETE", "faults", "");
        // the watermark stays where the newest row was: what is dated before it is not asked again
        world.control(
                "PATCH",
                "tickets/" + world.loaded(connection, "noor.jansen").tickets().get(0).id(),
                "{\"title\":\"Newer\"}");
        world.passLooking(connection, "lotte.mulder", 62);

        assertThat(titles("lotte.mulder")).contains("Hidden");
    }

    @Test
    void rightsOnContactsTakenAwayAreNoDeletionThoughTicketsAgree() {
        List<String> people = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String person = "person" + i;
            world.control("POST", "contacts", "{\"email\":\"" + person + "@contoso.example\"}");
            newTicket(person, "Mine");
            people.add(person);
        }
        for (int minute = 0; minute < 2; minute++) {
            people.forEach(person -> world.view(connection, person));
            world.pass(REFRESH);
        }
        world.control(
                "PUT",
                "faults",
                "[{\"path\":\"contacts/query/count\",\"body\":\"{\\\"queryCount\\\":0}\"}]");
        for (int minute = 0; minute < 130; minute++) {
            people.forEach(person -> world.view(connection, person));
            world.pass(REFRESH);
        }

        assertThat(people)
                .allSatisfy(
                        person -> {
                            TicketView view = world.view(connection, person);
                            assertThat(view.state()).isEqualTo(State.STALE);
                            assertThat(view.tickets()).hasSize(1);
                        });
        assertThat(world.state(connection).kind()).isEqualTo(Kind.NEEDS_ATTENTION);
    }

    @Test
    void aWordThatTheCustomerChangedShowsWithinADay() {
        newTicket("lotte.mulder", "T");
        assertThat(world.loaded(connection, "lotte.mulder").tickets().get(0).statusLabel())
                .isEqualTo("New");
        world.control(
                "PUT",
                "faults",
                "[{\"path\":\"entityInformation/fields\",\"body\":\"{\\\"fields\\\":[{\\\"name\\\":"
                        + "\\\"status\\\",\\\"picklistValues\\\":[{\\\"value\\\":\\\"1\\\",\\\"label\\\":"
                        + "\\\"Just in\\\",\\\"sortOrder\\\":1}]}]}\"}]");
        world.passLooking(connection, "lotte.mulder", 23 * 60);
        assertThat(world.view(connection, "lotte.mulder").tickets().get(0).statusLabel())
                .isEqualTo("New");

        world.passLooking(connection, "lotte.mulder", 61);
        assertThat(world.view(connection, "lotte.mulder").tickets().get(0).statusLabel())
                .isEqualTo("Just in");
    }

    /** Nights on which clocks are put forward or back, a leap day, and the turn of a year. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2027-03-28T00:30:00Z",
                "2026-10-25T00:30:00Z",
                "2028-02-28T23:00:00Z",
                "2028-02-29T23:00:00Z",
                "2026-12-31T23:00:00Z"
            })
    void noChangeIsLostInANightThatTheCalendarMakesDifficult(Instant begin) throws IOException {
        try (MirroredWorld night = new MirroredWorld(500, MirroredWorld.large(0, 0), begin)) {
            Connection quiet = night.connect();
            night.loaded(quiet, "lotte.mulder");
            int before = night.calls();
            for (int quarter = 1; quarter <= 12; quarter++) {
                night.passLooking(quiet, "lotte.mulder", 14);
                night.control(
                        "POST",
                        "tickets",
                        "{\"email\":\"lotte.mulder@contoso.example\",\"title\":\"Night\"}");
                night.passLooking(quiet, "lotte.mulder", 1);
                assertThat(night.view(quiet, "lotte.mulder").state()).isEqualTo(State.READY);
                assertThat(night.view(quiet, "lotte.mulder").tickets()).hasSize(quarter);
            }
            assertThat(night.calls() - before).isLessThanOrEqualTo(3 * 90);
        }
    }

    private List<Long> manyTickets(String person, int count) {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(newTicket(person, "Ticket " + i));
        }
        return ids;
    }

    private long newTicket(String person, String title) {
        return world.control(
                        "POST",
                        "tickets",
                        "{\"email\":\"%s@contoso.example\",\"title\":\"%s\"}"
                                .formatted(person, title))
                .get("id")
                .asLong();
    }

    private void title(long ticket, String title) {
        world.control("PATCH", "tickets/" + ticket, "{\"title\":\"%s\"}".formatted(title));
    }

    private List<String> titles(String person) {
        return world.view(connection, person).tickets().stream().map(Ticket::title).toList();
    }
}
