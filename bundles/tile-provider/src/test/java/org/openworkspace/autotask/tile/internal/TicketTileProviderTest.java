package org.openworkspace.autotask.tile.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openworkspace.autotask.connection.AutotaskSettings;
import org.openworkspace.autotask.connection.Cause;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.ConnectionState;
import org.openworkspace.autotask.connection.ConnectionStates;
import org.openworkspace.autotask.connection.Connections;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.connection.Network;
import org.openworkspace.autotask.connection.Secret;
import org.openworkspace.autotask.connection.StatusWords;
import org.openworkspace.autotask.connection.Zone;
import org.openworkspace.autotask.ticket.Ticket;
import org.openworkspace.autotask.ticket.TicketMirror;
import org.openworkspace.autotask.ticket.TicketView;
import org.openworkspace.tile.ItemGroup;
import org.openworkspace.tile.ItemModel;
import org.openworkspace.tile.LinkModel;
import org.openworkspace.tile.TileModel;
import org.openworkspace.tile.TilePage;
import org.openworkspace.tile.TileRequest;
import org.openworkspace.tile.Watch;
import org.openworkspace.user.WorkspaceUser;

class TicketTileProviderTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Zone ZONE =
            new Zone(
                    "DE1",
                    URI.create("https://webservices18.autotask.net/ATServicesRest/"),
                    URI.create("https://ww18.autotask.net/"),
                    600001);

    private Connection connection =
            connection("default", Optional.empty(), Connection.Identity.UPN);
    private ConnectionState.Kind kind = ConnectionState.Kind.CONNECTED;
    private Optional<Zone> zone = Optional.of(ZONE);
    private TicketView view = TicketView.without(TicketView.State.LOADING);
    private final List<String> asked = new ArrayList<>();

    private final TicketTileProvider tiles =
            new TicketTileProvider(
                    new OneConnection(), new FixedStates(), new FixedMirror(), new Defaults());

    @Test
    void aTicketIsDrawnWithItsNumberTitleStatusAndTime() {
        view = ready(ticket(7, 8, "In Progress", "Printer <b>burns</b>", NOW.minusSeconds(60)));
        ItemModel item = tile(user()).items().get(0);
        assertThat(item.number()).isEqualTo("T20261123.0007");
        assertThat(item.title()).isEqualTo("Printer <b>burns</b>");
        assertThat(item.status()).isEqualTo("In Progress");
        assertThat(item.group()).isEqualTo(ItemGroup.IN_PROGRESS);
        assertThat(item.lastActivity()).isEqualTo(NOW.minusSeconds(60));
    }

    @Test
    void aStatusSpeaksTheWordsThatTheConnectionHasForIt() {
        Connection plain = connection;
        connection =
                new Connection(
                        plain.id(),
                        plain.organisation(),
                        plain.name(),
                        true,
                        plain.login(),
                        plain.defect(),
                        plain.portalUrl(),
                        plain.companyIds(),
                        plain.identity(),
                        Map.of(
                                8,
                                new StatusWords(
                                        8, ItemGroup.WAITING_ON_YOU, "Wacht op jou", "Your turn")));
        view = ready(ticket(7, 8, "In Progress", "Printer", NOW));

        ItemModel item = tile(user()).items().get(0);

        assertThat(item.status()).isEqualTo("Your turn");
        assertThat(item.group()).isEqualTo(ItemGroup.WAITING_ON_YOU);
        assertThat(tile(user()).counts()).isEqualTo(Map.of(ItemGroup.WAITING_ON_YOU, 1));
    }

    @Test
    void aTicketLinksToItsPageInThePortalOfTheZone() {
        view = ready(ticket(7, 8, "In Progress", "Printer", NOW));
        assertThat(tile(user()).items().get(0).link())
                .contains(
                        URI.create(
                                "https://ww18.autotask.net/ClientPortal/ServiceTickets/ServiceTicketDetail.aspx?ticketID=7"));
    }

    @Test
    void thePortalOfTheConnectionGoesBeforeThatOfTheZone() {
        connection =
                connection(
                        "default",
                        Optional.of(URI.create("https://contoso.itclientportal.com/")),
                        Connection.Identity.UPN);
        view = ready();
        assertThat(tile(user()).links().get(0).uri())
                .isEqualTo(
                        URI.create(
                                "https://contoso.itclientportal.com/ClientPortal/ServiceTickets/NewTicket.aspx"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"T1&x=1", "../../evil", "a b", "T1#frag", "https://evil.example/"})
    void noTicketNumberChangesWhereALinkGoes(String number) {
        PortalLinks links =
                new PortalLinks(
                        Optional.of(URI.create("https://ww18.autotask.net/")),
                        "ClientPortal/Ticket.aspx?number={number}",
                        "ClientPortal/New.aspx");
        URI link = links.ticket(1, number).orElseThrow();
        assertThat(link.getHost()).isEqualTo("ww18.autotask.net");
        assertThat(link.getPath()).isEqualTo("/ClientPortal/Ticket.aspx");
        assertThat(link.getQuery()).isEqualTo("number=" + number);
        assertThat(link.getRawFragment()).isNull();
    }

    @ParameterizedTest
    @EnumSource(TicketView.State.class)
    void newTicketIsThereInEveryState(TicketView.State state) {
        view = TicketView.without(state);
        assertThat(tile(user()).links())
                .extracting(LinkModel::kind)
                .containsExactly(LinkModel.Kind.NEW, LinkModel.Kind.HOME);
    }

    @Test
    void withoutPortalOrZoneThereAreNoLinksButTheTicketsShow() {
        zone = Optional.empty();
        view = ready(ticket(7, 1, "New", "Printer", NOW));
        assertThat(tile(user()).links()).isEmpty();
        assertThat(tile(user()).items()).hasSize(1).allMatch(item -> item.link().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "NO_CONTACT,NO_CONTACT",
        "SEVERAL_CONTACTS,SEVERAL_CONTACTS",
        "UNAVAILABLE,NEEDS_ATTENTION"
    })
    void troubleIsNamedForUsersWithoutInternals(TicketView.State state, String code) {
        kind = ConnectionState.Kind.NEEDS_ATTENTION;
        view = TicketView.without(state);
        TileModel tile = tile(user());
        assertThat(tile.state()).isEqualTo(TileModel.State.PROBLEM);
        assertThat(tile.items()).isEmpty();
        assertThat(tile.problem().orElseThrow().code()).isEqualTo(code);
        assertThat(tile.problem().orElseThrow().advice()).isEmpty();
        assertThat(tile.problem().orElseThrow().text()).doesNotContain("Autotask");
    }

    @Test
    void administratorsAreToldTheCauseAndTheNextStep() {
        kind = ConnectionState.Kind.NEEDS_ATTENTION;
        view = TicketView.without(TicketView.State.UNAVAILABLE);
        var advice = tile(administrator()).problem().orElseThrow().advice().orElseThrow();
        assertThat(advice.cause()).isEqualTo("text of NEEDS_ATTENTION");
        assertThat(advice.nextStep()).isEqualTo("step of NEEDS_ATTENTION");
        assertThat(advice.connectionId()).contains("main");
    }

    @Test
    void anOldListIsShownWithItsAgeAndWhy() {
        kind = ConnectionState.Kind.UNREACHABLE;
        Instant asOf = NOW.minus(Duration.ofHours(1));
        view =
                new TicketView(
                        TicketView.State.STALE,
                        Optional.of(asOf),
                        List.of(ticket(7, 1, "New", "Printer", NOW)));
        TileModel tile = tile(user());
        assertThat(tile.state()).isEqualTo(TileModel.State.STALE);
        assertThat(tile.asOf()).contains(asOf);
        assertThat(tile.items()).hasSize(1);
        assertThat(tile.problem().orElseThrow().code()).isEqualTo("UNREACHABLE");
    }

    @Test
    void aConnectionOfAnotherOrganisationIsGone() {
        connection = connection("fabrikam", Optional.empty(), Connection.Identity.UPN);
        assertThat(tile(administrator()).problem().orElseThrow().code())
                .isEqualTo("CONNECTION_GONE");
        assertThat(asked).isEmpty();
    }

    @Test
    void theMirrorIsAskedForTheUpn() {
        tile(user());
        assertThat(asked).containsExactly("noor@contoso.example");
    }

    @Test
    void theMirrorIsAskedForTheMailWhereTheConnectionSaysSo() {
        connection = connection("default", Optional.empty(), Connection.Identity.MAIL);
        tile(user());
        assertThat(asked).containsExactly("n.jansen@contoso.example");
    }

    @Test
    void whoAsksForTheLatestAsksForTheirOwn() {
        tiles.refresh(new TileRequest(Optional.of("main"), TilePage.FIRST, user()));
        assertThat(asked).containsExactly("noor@contoso.example");
    }

    @Test
    void withoutAMailNobodyIsLookedFor() {
        connection = connection("default", Optional.empty(), Connection.Identity.MAIL);
        WorkspaceUser user = person("", false);
        assertThat(tile(user).problem().orElseThrow().code()).isEqualTo("NO_ADDRESS");
        assertThat(asked).isEmpty();
    }

    @Test
    void countsAreOfAllTicketsAndTheTotalOfTheFilteredOnes() {
        view =
                ready(
                        ticket(1, 1, "New", "Printer", NOW),
                        ticket(2, 5, "Complete", "Laptop", NOW),
                        ticket(3, 29682801, "Own status", "VPN", NOW),
                        ticket(4, 7, "Waiting Customer", "Mail", NOW));
        TileModel tile =
                tile(
                        new TilePage(
                                "",
                                Optional.of(ItemGroup.DONE),
                                TilePage.Sort.LAST_ACTIVITY,
                                0,
                                20));
        assertThat(tile.counts())
                .isEqualTo(
                        Map.of(
                                ItemGroup.NEW, 1,
                                ItemGroup.DONE, 1,
                                ItemGroup.IN_PROGRESS, 1,
                                ItemGroup.WAITING_ON_YOU, 1));
        assertThat(tile.total()).isEqualTo(1);
        assertThat(tile.items()).extracting(ItemModel::title).containsExactly("Laptop");
    }

    @ParameterizedTest
    @CsvSource({
        "vpn,VPN drops",
        "0001,Printer jams",
        "waiting drops,VPN drops",
        "'  VPN  ',VPN drops"
    })
    void textIsFoundInNumberTitleAndStatus(String text, String title) {
        view =
                ready(
                        ticket(1, 1, "New", "Printer jams", NOW),
                        ticket(2, 7, "Waiting Customer", "VPN drops", NOW));
        assertThat(tile(new TilePage(text, Optional.empty(), TilePage.Sort.CREATED, 0, 20)).items())
                .extracting(ItemModel::title)
                .containsExactly(title);
    }

    @Test
    void aPageIsTheAskedPartInTheAskedOrder() {
        view =
                ready(
                        ticket(1, 1, "New", "oldest", NOW.minusSeconds(30)),
                        ticket(2, 1, "New", "newest", NOW),
                        ticket(3, 1, "New", "middle", NOW.minusSeconds(10)));
        TileModel tile =
                tile(new TilePage("", Optional.empty(), TilePage.Sort.LAST_ACTIVITY, 1, 1));
        assertThat(tile.items()).extracting(ItemModel::title).containsExactly("middle");
        assertThat(tile.total()).isEqualTo(3);
    }

    @Test
    void textsFollowTheLanguageOfThePerson() {
        view = TicketView.without(TicketView.State.NO_CONTACT);
        WorkspaceUser dutch =
                new WorkspaceUser(
                        "noor",
                        "noor@contoso.example",
                        "",
                        "Noor",
                        Locale.forLanguageTag("nl-NL"),
                        ZoneOffset.UTC,
                        Set.of(),
                        false,
                        "default");
        assertThat(tile(dutch).problem().orElseThrow().title()).startsWith("Je bent nog niet");
    }

    @Test
    void everyTextIsThereInDutchAndEnglish() {
        ResourceBundle english = Texts.in(Locale.ENGLISH).bundle();
        ResourceBundle dutch = Texts.in(Locale.forLanguageTag("nl")).bundle();
        assertThat(dutch.getLocale().getLanguage()).isEqualTo("nl");
        assertThat(dutch.keySet()).isEqualTo(english.keySet());
    }

    private TileModel tile(WorkspaceUser user) {
        return tiles.tile(new TileRequest(Optional.of("main"), TilePage.FIRST, user));
    }

    private TileModel tile(TilePage page) {
        return tiles.tile(new TileRequest(Optional.of("main"), page, user()));
    }

    private static WorkspaceUser user() {
        return person("n.jansen@contoso.example", false);
    }

    private static WorkspaceUser administrator() {
        return person("n.jansen@contoso.example", true);
    }

    private static WorkspaceUser person(String mail, boolean administrator) {
        return new WorkspaceUser(
                "noor",
                "noor@contoso.example",
                mail,
                "Noor",
                Locale.ENGLISH,
                ZoneOffset.UTC,
                Set.of(),
                administrator,
                "default");
    }

    private static Connection connection(
            String organisation, Optional<URI> portal, Connection.Identity identity) {
        return new Connection(
                "main",
                organisation,
                "Contoso",
                true,
                Optional.of(new Login("api@contoso.example", Secret.of("s"), Secret.of("i"), "k")),
                Optional.empty(),
                portal,
                Set.of(),
                identity,
                Map.of());
    }

    private static Ticket ticket(
            long id, int status, String label, String title, Instant lastActivity) {
        return new Ticket(
                id,
                "T20261123.%04d".formatted(id),
                title,
                status,
                label,
                2,
                "Medium",
                2,
                Optional.of(lastActivity),
                lastActivity,
                Optional.empty());
    }

    private static TicketView ready(Ticket... tickets) {
        return new TicketView(TicketView.State.READY, Optional.of(NOW), List.of(tickets));
    }

    private final class OneConnection implements Connections {
        @Override
        public List<Connection> all() {
            return List.of(connection);
        }

        @Override
        public Optional<Connection> find(String organisation, String id) {
            return Optional.of(connection)
                    .filter(c -> c.organisation().equals(organisation) && c.id().equals(id));
        }

        @Override
        public Watch watch(Runnable changed) {
            return () -> {};
        }
    }

    private final class FixedStates implements ConnectionStates {
        @Override
        public ConnectionState of(Connection connection) {
            return new ConnectionState(
                    kind,
                    kind == ConnectionState.Kind.CONNECTED
                            ? Optional.empty()
                            : Optional.of(Cause.LOGIN_REFUSED),
                    zone,
                    NOW,
                    Optional.of(NOW));
        }

        @Override
        public void report(String loginKey, ConnectionState state) {
            throw new AssertionError("a tile reports nothing");
        }

        @Override
        public Explanation explain(ConnectionState state, Locale locale) {
            return new Explanation("label", "text of " + state.kind(), "step of " + state.kind());
        }
    }

    private final class FixedMirror implements TicketMirror {
        @Override
        public TicketView view(Connection connection, String address) {
            asked.add(address);
            return view;
        }

        @Override
        public void refresh(Connection connection, String address) {
            asked.add(address);
        }

        @Override
        public Watch watch(Connection connection, String address, Runnable changed) {
            return () -> {};
        }

        @Override
        public Optional<Holding> holding(Connection connection) {
            return Optional.empty();
        }
    }

    private static final class Defaults implements AutotaskSettings {
        @Override
        public Optional<Secret> trackingIdentifier() {
            return Optional.empty();
        }

        @Override
        public Network network() {
            throw new AssertionError("a tile calls nobody");
        }

        @Override
        public String vendorName() {
            return "Open Workspace";
        }

        @Override
        public URI discoveryUrl() {
            return URI.create("https://webservices.autotask.net/ATServicesRest/");
        }

        @Override
        public List<String> allowedHosts() {
            return List.of("https://*.autotask.net");
        }

        @Override
        public boolean allows(URI url) {
            return true;
        }

        @Override
        public String ticketPath() {
            return "ClientPortal/ServiceTickets/ServiceTicketDetail.aspx?ticketID={id}";
        }

        @Override
        public String newTicketPath() {
            return "ClientPortal/ServiceTickets/NewTicket.aspx";
        }

        @Override
        public Duration refresh() {
            return Duration.ofSeconds(60);
        }

        @Override
        public int callsPerHour() {
            return 500;
        }

        @Override
        public Duration window() {
            return Duration.ofDays(90);
        }
    }
}
