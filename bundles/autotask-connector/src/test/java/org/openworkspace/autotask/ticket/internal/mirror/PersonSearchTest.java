package org.openworkspace.autotask.ticket.internal.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openworkspace.autotask.connection.AutotaskLookup.Found;
import org.openworkspace.autotask.connection.AutotaskLookup.Person;
import org.openworkspace.autotask.connection.AutotaskLookup.Person.Finding;
import org.openworkspace.autotask.connection.AutotaskLookup.PersonContact;
import org.openworkspace.autotask.connection.AutotaskLookup.PersonContact.Portal;
import org.openworkspace.autotask.connection.Cause;
import org.openworkspace.autotask.connection.ConnectionState;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.connection.LoginGuard;
import org.openworkspace.autotask.connection.Secret;
import org.openworkspace.autotask.simulator.AutotaskSimulator;
import org.openworkspace.autotask.simulator.SimulatorOptions;
import org.openworkspace.autotask.ticket.internal.TestSettings;
import org.openworkspace.autotask.ticket.internal.http.RestClient;
import org.openworkspace.autotask.ticket.internal.http.Sessions;

class PersonSearchTest {

    private final Login login = login("api@contoso.example", "Contoso-demo-2026!");
    private AutotaskSimulator simulator;
    private Sessions sessions;
    private SessionLookup lookup;

    @BeforeEach
    void start() throws IOException {
        simulator = AutotaskSimulator.start(SimulatorOptions.demo(0), Clock.systemUTC());
        TestSettings settings =
                new TestSettings(
                        simulator.baseUrl(), List.of("http://localhost:" + simulator.port()), 500);
        sessions =
                new Sessions(
                        new RestClient(settings),
                        settings,
                        new NobodyIsRefused(),
                        Clock.systemUTC());
        lookup = new SessionLookup(sessions, settings);
    }

    @AfterEach
    void stop() {
        sessions.close();
        simulator.close();
    }

    @Test
    void countsTheTicketsOfOneContact() {
        Person noor = person("noor.jansen@contoso.example");

        assertThat(noor.finding()).isEqualTo(Finding.TICKETS);
        assertThat(noor.contacts())
                .singleElement()
                .satisfies(
                        contact -> {
                            assertThat(contact.active()).isTrue();
                            assertThat(contact.company()).isEqualTo("Contoso");
                            assertThat(contact.portal()).isEqualTo(Portal.ACTIVE);
                            assertThat(contact.portalLevel()).isEqualTo("User");
                            assertThat(contact.tickets()).isEqualTo(8);
                        });
    }

    @Test
    void namesWhyATileWouldBeEmpty() throws Exception {
        control("POST", "contacts", "{\"email\":\"old@contoso.example\"}");
        control(
                "PATCH",
                "contacts?email=old@contoso.example",
                "{\"emailAddress2\":\"second@contoso.example\"}");

        assertThat(person("daan.visser@contoso.example").finding()).isEqualTo(Finding.NO_CONTACT);
        assertThat(person("tim.dejong@contoso.example").finding())
                .isEqualTo(Finding.CONTACT_INACTIVE);
        assertThat(person("second@contoso.example").finding()).isEqualTo(Finding.OTHER_ADDRESS);
        assertThat(person("noor.jansen@contoso.example", 2L).finding())
                .isEqualTo(Finding.OTHER_COMPANY);
        assertThat(person("eva.smit@contoso.example").finding())
                .isEqualTo(Finding.SEVERAL_CONTACTS);
        assertThat(person("eva.smit@contoso.example", 2L).finding()).isEqualTo(Finding.TICKETS);
        assertThat(person("lotte.mulder@contoso.example").finding()).isEqualTo(Finding.NO_TICKETS);
    }

    @Test
    void tellsOldTicketsFromNone() {
        Person noor =
                new PersonSearch(sessions.of(login), Instant.now())
                        .of("noor.jansen@contoso.example", Set.of());

        assertThat(noor.finding()).isEqualTo(Finding.OLD_TICKETS);
    }

    @Test
    void tellsWhoHasNoPortalAccount() throws Exception {
        control("POST", "contacts", "{\"email\":\"new@contoso.example\"}");
        control(
                "POST",
                "tickets",
                "{\"email\":\"new@contoso.example\",\"title\":\"T\",\"status\":1}");

        Person person = person("new@contoso.example");

        assertThat(person.finding()).isEqualTo(Finding.TICKETS);
        assertThat(person.contacts()).extracting(PersonContact::portal).containsOnly(Portal.NONE);
    }

    @Test
    void saysHowTheLoginFaresInstead() {
        Found<Person> found =
                lookup.person(
                        login("nocontacts@contoso.example", "Nocontacts-demo-2026!"),
                        "noor.jansen@contoso.example",
                        Set.of());

        assertThat(found.trouble().flatMap(ConnectionState::cause))
                .contains(Cause.CONTACTS_NOT_READABLE);
    }

    private Person person(String address, Long... companies) {
        return lookup.person(login, address, Set.of(companies)).value().orElseThrow();
    }

    private void control(String method, String path, String body) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(simulator.controlUrl().resolve(path))
                        .method(method, BodyPublishers.ofString(body))
                        .build();
        assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode())
                .isLessThan(300);
    }

    private static Login login(String username, String secret) {
        return new Login(
                username,
                Secret.of(secret),
                Secret.of("DEMOTRACKINGIDENTIFIER00001"),
                username + secret);
    }

    /** Lets everything through. */
    private static final class NobodyIsRefused implements LoginGuard {
        @Override
        public boolean isRefused(Login login) {
            return false;
        }

        @Override
        public void refused(Login login) {}

        @Override
        public void excuse(Login login, Instant until) {}

        @Override
        public void retry(Login login) {}
    }
}
