package org.openworkspace.autotask.ticket.internal.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openworkspace.autotask.connection.Cause;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.ConnectionState.Kind;
import org.openworkspace.autotask.ticket.Ticket;
import org.openworkspace.autotask.ticket.TicketMirror.Holding;
import org.openworkspace.autotask.ticket.TicketView;
import org.openworkspace.autotask.ticket.TicketView.State;
import org.openworkspace.tile.Watch;

class LiveTicketMirrorTest extends MirrorTest {

    private static final Duration REFRESH = Duration.ofSeconds(60);

    @Test
    void knowsNothingAtFirst() {
        assertThat(world.view(connection, "noor.jansen").state()).isEqualTo(State.LOADING);
    }

    @Test
    void showsEachPersonTheirOwnTickets() {
        world.view(connection, "noor.jansen");
        TicketView milan = world.loaded(connection, "milan.bakker");
        TicketView noor = world.view(connection, "noor.jansen");

        assertThat(noor.state()).isEqualTo(State.READY);
        assertThat(noor.tickets())
                .hasSize(8)
                .isSortedAccordingTo(Comparator.comparing(Ticket::lastActivity).reversed());
        assertThat(noor.asOf()).contains(world.instant());
        assertThat(milan.tickets()).hasSize(3).doesNotContainAnyElementsOf(noor.tickets());
    }

    @Test
    void saysHowMuchItHolds() {
        assertThat(world.holding(connection)).isEmpty();
        world.view(connection, "noor.jansen");
        world.loaded(connection, "milan.bakker");

        assertThat(world.holding(connection))
                .contains(new Holding(2, 2, 11, Optional.of(world.instant())));
        world.passes(6);
        assertThat(world.holding(connection).map(Holding::watched)).contains(0);
    }

    @Test
    void usesTheCustomersOwnWords() {
        assertThat(world.loaded(connection, "milan.bakker").tickets())
                .extracting(Ticket::statusLabel)
                .containsExactlyInAnyOrder("New", "In Progress", "Waiting Customer");
    }

    @ParameterizedTest
    @CsvSource({
        "daan.visser, NO_CONTACT",
        "tim.dejong, NO_CONTACT",
        "eva.smit, SEVERAL_CONTACTS",
        "lotte.mulder, READY",
        "NOOR.JANSEN, READY"
    })
    void matchesExactlyOneActiveContact(String person, State state) {
        assertThat(world.loaded(connection, person).state()).isEqualTo(state);
    }

    @Test
    void countsOnlyContactsOfTheConnectionsCompanies() {
        Connection second =
                world.connect("second", "api@contoso.example", MirroredWorld.SECRET, 2L);

        assertThat(world.loaded(second, "eva.smit").tickets()).hasSize(2);
        assertThat(world.loaded(second, "noor.jansen").state()).isEqualTo(State.NO_CONTACT);
        assertThat(world.loaded(connection, "eva.smit").state()).isEqualTo(State.SEVERAL_CONTACTS);
    }

    @Test
    void showsWhatChangedWithTheNextRefresh() {
        world.loaded(connection, "lotte.mulder");
        AtomicInteger told = new AtomicInteger();
        try (Watch watch = world.watch(connection, "lotte.mulder", told::incrementAndGet)) {
            assertThat(watch).isNotNull();
            newTicket("lotte.mulder", "Brand new");
            world.pass(REFRESH);
        }

        assertThat(world.view(connection, "lotte.mulder").tickets())
                .extracting(Ticket::title)
                .containsExactly("Brand new");
        assertThat(told).hasValue(1);
    }

    @Test
    void tellsNobodyWhoHasLeft() {
        AtomicInteger told = new AtomicInteger();
        world.watch(connection, "lotte.mulder", told::incrementAndGet).close();
        world.loaded(connection, "lotte.mulder");

        assertThat(told).hasValue(0);
    }

    @Test
    void takesATicketFromWhoNoLongerHasIt() {
        world.loaded(connection, "milan.bakker");
        Ticket ticket = world.loaded(connection, "noor.jansen").tickets().get(0);
        world.control(
                "PATCH",
                "tickets/" + ticket.id(),
                "{\"contactEmail\":\"milan.bakker@contoso.example\"}");
        world.pass(REFRESH);

        assertThat(world.view(connection, "noor.jansen").tickets())
                .extracting(Ticket::id)
                .doesNotContain(ticket.id())
                .hasSize(7);
        assertThat(world.view(connection, "milan.bakker").tickets())
                .extracting(Ticket::id)
                .contains(ticket.id());
    }

    @Test
    void takesATicketThatWentToSomebodyWhoDoesNotLook() {
        Ticket ticket = world.loaded(connection, "noor.jansen").tickets().get(0);
        world.control(
                "PATCH",
                "tickets/" + ticket.id(),
                "{\"contactEmail\":\"sanne.devries@contoso.example\"}");
        world.pass(REFRESH);

        assertThat(world.view(connection, "noor.jansen").tickets()).hasSize(7);
    }

    @Test
    void showsNothingAnyMoreOnceAnotherContactHasTheAddress() {
        world.loaded(connection, "noor.jansen");
        world.control("POST", "contacts", "{\"email\":\"noor.jansen@contoso.example\"}");
        world.passLooking(connection, "noor.jansen", 6);

        assertThat(world.view(connection, "noor.jansen").state()).isEqualTo(State.SEVERAL_CONTACTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"isActive\":0}", "{\"emailAddress\":\"left@contoso.example\"}"})
    void showsNothingAnyMoreOnceTheContactIsGone(String change) {
        world.loaded(connection, "noor.jansen");
        world.control("PATCH", "contacts?email=noor.jansen@contoso.example", change);
        world.passLooking(connection, "noor.jansen", 6);

        assertThat(world.view(connection, "noor.jansen").state()).isEqualTo(State.NO_CONTACT);
    }

    @Test
    void showsTicketsForNinetyDays() {
        newTicket("lotte.mulder", "Old");
        world.loaded(connection, "lotte.mulder");
        world.pass(Duration.ofDays(90));
        assertThat(world.loaded(connection, "lotte.mulder").tickets()).hasSize(1);

        world.pass(Duration.ofSeconds(1));
        assertThat(world.view(connection, "lotte.mulder").tickets()).isEmpty();
    }

    @Test
    void asksNothingWhileNobodyLooks() {
        world.loaded(connection, "noor.jansen");
        world.pass(AccountMirror.LOOK.plusSeconds(1));
        int before = world.calls();
        for (int hour = 0; hour < 30; hour++) {
            world.pass(Duration.ofHours(1));
        }

        assertThat(world.calls()).isEqualTo(before);
        assertThat(world.view(connection, "noor.jansen").state())
                .as("after more than a day it is forgotten")
                .isNotEqualTo(State.READY);
    }

    @Test
    void asksOnceForAThousandWhoLookAtOnce() {
        for (int i = 0; i < 1000; i++) {
            String address = "user" + i + "@contoso.example";
            world.control("POST", "contacts", "{\"email\":\"" + address + "\"}");
            world.control("POST", "tickets", "{\"email\":\"" + address + "\",\"title\":\"T\"}");
        }
        world.pass(REFRESH);
        int before = world.calls();
        for (int i = 0; i < 1000; i++) {
            world.view(connection, "user" + i);
        }
        world.pass(Duration.ofSeconds(1));

        assertThat(world.view(connection, "user0").tickets()).hasSize(1);
        assertThat(world.view(connection, "user999").tickets()).hasSize(1);
        assertThat(world.calls() - before).isLessThanOrEqualTo(20);
        assertThat(world.control("GET", "counters", "").at("/peakByEndpoint").findValuesAsText(""))
                .allMatch(peak -> Integer.parseInt(peak) <= 2);
    }

    @Test
    void asksOnceForConnectionsThatShareALogin() {
        world.loaded(connection, "noor.jansen");
        int before = world.calls();
        Connection twin = world.connect("twin", "api@contoso.example", MirroredWorld.SECRET);

        assertThat(world.loaded(twin, "noor.jansen").tickets()).hasSize(8);
        assertThat(world.calls()).isEqualTo(before);
    }

    @Test
    void keepsWithinItsBudget() throws IOException {
        try (MirroredWorld frugal = new MirroredWorld(30)) {
            Connection spender = frugal.connect();
            frugal.passLooking(spender, "noor.jansen", 60);

            assertThat(frugal.calls()).isBetween(20, 32);
            assertThat(frugal.view(spender, "noor.jansen").state()).isEqualTo(State.STALE);
            assertThat(frugal.view(spender, "noor.jansen").tickets()).hasSize(8);
        }
    }

    @Test
    void keepsTheListWhileAutotaskIsDown() {
        TicketView before = world.loaded(connection, "noor.jansen");
        world.control("POST", "down", "");
        world.passLooking(connection, "noor.jansen", 4);

        TicketView during = world.view(connection, "noor.jansen");
        assertThat(during.state()).isEqualTo(State.STALE);
        assertThat(during.tickets()).isEqualTo(before.tickets());
        assertThat(during.asOf()).isEqualTo(before.asOf());
        assertThat(world.state(connection).kind()).isEqualTo(Kind.UNREACHABLE);

        world.control("POST", "up", "");
        world.passLooking(connection, "noor.jansen", 6);
        assertThat(world.view(connection, "noor.jansen").state()).isEqualTo(State.READY);
        assertThat(world.state(connection).kind()).isEqualTo(Kind.CONNECTED);
    }

    @Test
    void saysThatNothingComesWhenAutotaskIsDownFromTheStart() {
        world.control("POST", "down", "");

        assertThat(world.loaded(connection, "noor.jansen").state()).isEqualTo(State.UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"truncate\":true}",
                "{\"status\":200,\"contentType\":\"text/html\",\"body\":\"<html>Sign in</html>\"}",
                "{\"redirect\":\"http://localhost:1/\"}",
                "{\"status\":200,\"body\":\"{\\\"items\\\":[],\\\"pageDetails\\\":null}\"}"
            })
    void keepsTheListWhenAutotaskLies(String lie) {
        world.loaded(connection, "noor.jansen");
        world.control(
                "PUT", "faults", "[" + lie.replaceFirst("\\{", "{\"path\":\"tickets\",") + "]");
        world.pass(REFRESH);

        assertThat(world.view(connection, "noor.jansen").tickets()).hasSize(8);
        assertThat(world.state(connection).cause()).contains(Cause.NOT_AUTOTASK);
    }

    @Test
    void missesNothingWhenAPassFails() {
        world.loaded(connection, "lotte.mulder");
        newTicket("lotte.mulder", "While it failed");
        world.control("PUT", "faults", "[{\"path\":\"tickets\",\"status\":500,\"body\":\"no\"}]");
        world.pass(REFRESH);
        assertThat(world.view(connection, "lotte.mulder").tickets()).isEmpty();

        world.control("DELETE", "faults", "");
        world.passLooking(connection, "lotte.mulder", 3);
        assertThat(world.view(connection, "lotte.mulder").tickets()).hasSize(1);
    }

    @Test
    void takesNothingOfAPassThatCannotBeUnderstood() {
        Ticket ticket = world.loaded(connection, "noor.jansen").tickets().get(0);
        String torn =
                "{\\\"items\\\":[{\\\"id\\\":%d},{\\\"id\\\":99999,\\\"contactID\\\":1,"
                                .formatted(ticket.id())
                        + "\\\"lastActivityDate\\\":\\\"soon\\\"}],\\\"pageDetails\\\":{\\\"count\\\":2}}";
        world.control("PUT", "faults", "[{\"path\":\"tickets\",\"body\":\"" + torn + "\"}]");
        world.pass(REFRESH);
        world.control("DELETE", "faults", "");
        world.control(
                "PATCH",
                "tickets/" + ticket.id(),
                "{\"contactEmail\":\"sanne.devries@contoso.example\"}");
        world.passLooking(connection, "noor.jansen", 3);

        assertThat(world.view(connection, "noor.jansen").tickets())
                .extracting(Ticket::id)
                .hasSize(7)
                .doesNotContain(ticket.id());
    }

    @Test
    void sendsARefusedLoginOnce() {
        Connection wrong = world.connect("contoso", "api@contoso.example", "wrong");
        for (int i = 0; i < 50; i++) {
            world.view(wrong, "user" + i);
        }
        world.passLooking(wrong, "noor.jansen", 30);
        world.restart();
        world.passLooking(wrong, "noor.jansen", 30);

        assertThat(world.failedLogins()).isEqualTo(1);
        assertThat(world.view(wrong, "noor.jansen").state()).isEqualTo(State.UNAVAILABLE);
    }

    @Test
    void showsTheOldListUntilNewCredentialsHaveOne() {
        TicketView before = world.loaded(connection, "noor.jansen");
        Connection changed = world.connect("contoso", "api@contoso.example", "wrong");
        assertThat(world.view(changed, "noor.jansen").tickets())
                .as("before the mirror noticed")
                .isEqualTo(before.tickets());
        world.pass(Duration.ofSeconds(1));

        assertThat(world.view(changed, "noor.jansen").state()).isEqualTo(State.STALE);
        assertThat(world.view(changed, "noor.jansen").tickets()).isEqualTo(before.tickets());
    }

    @Test
    void followsADatabaseThatMovesToAnotherZone() {
        world.loaded(connection, "noor.jansen");
        world.control("PUT", "moved", "{\"moved\":true}");
        newTicket("noor.jansen", "After the move");
        world.pass(REFRESH);

        assertThat(world.view(connection, "noor.jansen").tickets()).hasSize(9);
        assertThat(world.state(connection).zone().orElseThrow().name()).isEqualTo("SIM2");
    }

    @Test
    void stopsAskingWhenTheCustomersCallsAreUsedUp() {
        world.loaded(connection, "noor.jansen");
        world.control("PUT", "usage", "{\"calls\":20000}");
        world.pass(REFRESH);
        assertThat(world.state(connection).kind()).isEqualTo(Kind.LIMITED);

        int before = world.calls();
        world.passLooking(connection, "noor.jansen", 30);
        assertThat(world.calls() - before).isBetween(3, 8);
        assertThat(world.view(connection, "noor.jansen").tickets()).hasSize(8);
    }

    @ParameterizedTest
    @CsvSource({
        "restricted@contoso.example, NO_TICKETS",
        "nocontacts@contoso.example, CONTACTS_NOT_READABLE",
        "nobody@contoso.example, USERNAME_UNKNOWN"
    })
    void testsANewConnection(String username, Cause cause) {
        Connection limited = world.connect("limited", username, secretOf(username));
        world.pass(Duration.ofSeconds(1));

        assertThat(world.state(limited).cause()).contains(cause);
    }

    @Test
    void showsNothingOfAConnectionThatWasDeleted() {
        world.loaded(connection, "noor.jansen");
        AtomicInteger told = new AtomicInteger();
        try (Watch watch = world.watch(connection, "noor.jansen", told::incrementAndGet)) {
            assertThat(watch).isNotNull();
            world.disconnect();
            world.pass(Duration.ofSeconds(1));
        }

        assertThat(told).hasValue(1);
    }

    private static String secretOf(String username) {
        String name = username.substring(0, username.indexOf('@'));
        return name.substring(0, 1).toUpperCase() + name.substring(1) + "-demo-2026!";
    }

    private void newTicket(String person, String title) {
        world.control(
                "POST",
                "tickets",
                "{\"email\":\"%s@contoso.example\",\"title\":\"%s\",\"status\":1}"
                        .formatted(person, title));
    }
}
