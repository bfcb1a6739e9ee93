package org.openworkspace.autotask.ticket.internal.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openworkspace.autotask.connection.AutotaskSettings;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.ConnectionState;
import org.openworkspace.autotask.connection.ConnectionState.Kind;
import org.openworkspace.autotask.connection.ConnectionStates;
import org.openworkspace.autotask.connection.Connections;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.connection.LoginGuard;
import org.openworkspace.autotask.connection.Secret;
import org.openworkspace.autotask.simulator.AutotaskSimulator;
import org.openworkspace.autotask.simulator.SimulatorOptions;
import org.openworkspace.autotask.ticket.TicketMirror;
import org.openworkspace.autotask.ticket.TicketView;
import org.openworkspace.autotask.ticket.internal.TestSettings;
import org.openworkspace.autotask.ticket.internal.http.ClockedClients;
import org.openworkspace.autotask.ticket.internal.http.RestClient;
import org.openworkspace.autotask.ticket.internal.http.Sessions;
import org.openworkspace.tile.Watch;

/** A simulator, a mirror of it, and one clock for both that only a test moves. */
final class MirroredWorld extends Clock
        implements Connections, ConnectionStates, LoginGuard, AutoCloseable {

    static final String SECRET = "Contoso-demo-2026!";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final AutotaskSimulator simulator;
    private final AutotaskSettings settings;
    private final List<Connection> connections = new ArrayList<>();
    private final Map<String, ConnectionState> states = new HashMap<>();
    private final Set<String> refused = new HashSet<>();
    private volatile Instant now;
    private String awaited = "";
    private int untilAwaited;
    private Runnable meanwhile = () -> {};
    private RestClient client;
    private LiveTicketMirror mirror;

    MirroredWorld(int callsPerHour) throws IOException {
        this(callsPerHour, world("demo", 0, 0));
    }

    /** A world with a crowd in it. */
    static SimulatorOptions large(int contacts, int tickets) {
        return world("large", contacts, tickets);
    }

    /** Without the latency that comes with much use: it would pass in real time. */
    private static SimulatorOptions world(String name, int contacts, int tickets) {
        return new SimulatorOptions(
                "127.0.0.1", 0, name, contacts, tickets, 1, 0, true, 3, 10_000, 0, 429, 5, false);
    }

    MirroredWorld(int callsPerHour, SimulatorOptions options) throws IOException {
        this(callsPerHour, options, Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    MirroredWorld(int callsPerHour, SimulatorOptions options, Instant begin) throws IOException {
        now = begin;
        simulator = AutotaskSimulator.start(options, this);
        settings =
                new TestSettings(
                        simulator.baseUrl(),
                        List.of("http://localhost:" + simulator.port()),
                        callsPerHour);
        restart();
    }

    /** Starts the plugin anew: what is only in memory is gone. */
    void restart() {
        if (client != null) {
            client.close();
        }
        states.clear();
        client = ClockedClients.of(settings, this, this::beforeCall);
        mirror =
                new LiveTicketMirror(
                        this,
                        this,
                        settings,
                        new Sessions(client, settings, this, this),
                        this,
                        Runnable::run);
    }

    /** A connection, in place of one with the same identifier. */
    Connection connect(String id, String username, String secret, Long... companies) {
        connections.removeIf(connection -> connection.id().equals(id));
        Connection connection =
                new Connection(
                        id,
                        "default",
                        id,
                        true,
                        Optional.of(
                                new Login(
                                        username,
                                        Secret.of(secret),
                                        settings.trackingIdentifier().orElseThrow(),
                                        username + " " + secret)),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(companies),
                        Connection.Identity.UPN,
                        Map.of());
        connections.add(connection);
        return connection;
    }

    Connection connect() {
        return connect("contoso", "api@contoso.example", SECRET);
    }

    void disconnect() {
        connections.clear();
    }

    TicketView view(Connection connection, String person) {
        return mirror.view(connection, person + "@contoso.example");
    }

    Optional<TicketMirror.Holding> holding(Connection connection) {
        return mirror.holding(connection);
    }

    /** Looks at somebody by their whole address. */
    TicketView viewOf(Connection connection, String address) {
        return mirror.view(connection, address);
    }

    Watch watch(Connection connection, String person, Runnable changed) {
        return mirror.watch(connection, person + "@contoso.example", changed);
    }

    void refresh(Connection connection, String person) {
        mirror.refresh(connection, person + "@contoso.example");
    }

    /** Looks, lets the mirror work, and looks again. */
    TicketView loaded(Connection connection, String person) {
        view(connection, person);
        mirror.tick();
        return view(connection, person);
    }

    /**
     * Has something happen in Autotask in the middle of what the mirror does.
     *
     * @param path the end of the path of a call
     * @param nth before which of those calls that follow
     */
    void before(String path, int nth, Runnable happens) {
        awaited = path;
        untilAwaited = nth;
        meanwhile = happens;
    }

    private void beforeCall(String path) {
        if (path.endsWith(awaited) && --untilAwaited == 0) {
            meanwhile.run();
        }
    }

    /** Lets time pass without a tick. */
    void later(Duration time) {
        now = now.plus(time);
    }

    /** Lets time pass, with a tick at its end. */
    void pass(Duration time) {
        now = now.plus(time);
        mirror.tick();
    }

    /** Lets time pass in steps of a minute, with a tick at each. */
    void passes(int minutes) {
        for (int minute = 0; minute < minutes; minute++) {
            pass(Duration.ofMinutes(1));
        }
    }

    /** Lets time pass in steps of a minute, with a tick and a look at each. */
    void passLooking(Connection connection, String person, int minutes) {
        for (int minute = 0; minute < minutes; minute++) {
            view(connection, person);
            pass(Duration.ofMinutes(1));
        }
    }

    JsonNode control(String method, String path, String body) {
        try {
            HttpResponse<String> response =
                    http.send(
                            HttpRequest.newBuilder(simulator.controlUrl().resolve(path))
                                    .method(method, BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new AssertionError(path + ": " + response.statusCode() + response.body());
            }
            return JSON.readTree(response.body().isEmpty() ? "{}" : response.body());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Which people with an address the simulator has, at most so many. */
    List<String> addresses(int most) {
        List<String> addresses = new ArrayList<>();
        long last = -1;
        while (addresses.size() < most) {
            JsonNode items =
                    query(
                            "Contacts",
                            "{\"Filter\":[{\"op\":\"gt\",\"field\":\"id\",\"value\":%d}]}"
                                    .formatted(last));
            if (items.isEmpty()) {
                return addresses;
            }
            for (JsonNode contact : items) {
                last = contact.get("id").asLong();
                addresses.add(contact.get("emailAddress").asText());
            }
        }
        return addresses.subList(0, most);
    }

    private JsonNode query(String collection, String body) {
        try {
            return JSON.readTree(ask(collection, body).body()).get("items");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The first page of a collection with all fields, as it comes. */
    byte[] page(String collection) {
        return ask(collection, "{\"Filter\":[{\"op\":\"gt\",\"field\":\"id\",\"value\":0}]}")
                .body();
    }

    /** Asks as a client of its own, past the mirror. */
    HttpResponse<byte[]> ask(String collection, String body) {
        try {
            return http.send(
                    HttpRequest.newBuilder(
                                    simulator.baseUrl().resolve("V1.0/" + collection + "/query"))
                            .header("UserName", "api@contoso.example")
                            .header("Secret", SECRET)
                            .header("ApiIntegrationCode", "DEMOTRACKINGIDENTIFIER00001")
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Watches somebody by their whole address. */
    Watch watchOf(Connection connection, String address) {
        return mirror.watch(connection, address, () -> {});
    }

    /** How many calls of one kind the simulator has had. */
    int calls(String endpoint) {
        return control("GET", "counters", "").at("/callsByEndpoint/" + endpoint).asInt();
    }

    /** How many calls the simulator has had, zone look-ups aside. */
    int calls() {
        int calls = 0;
        for (JsonNode count : control("GET", "counters", "").get("callsByEndpoint")) {
            calls += count.asInt();
        }
        return calls;
    }

    /** The most calls that were under way at once for an endpoint. */
    int peak() {
        int peak = 0;
        for (JsonNode count : control("GET", "counters", "").get("peakByEndpoint")) {
            peak = Math.max(peak, count.asInt());
        }
        return peak;
    }

    TicketMirror mirror() {
        return mirror;
    }

    AutotaskSettings settings() {
        return settings;
    }

    RestClient client() {
        return client;
    }

    /** What the mirror of the only login holds. */
    Snapshot snapshot() {
        return mirror.snapshot(connections.get(0));
    }

    int failedLogins() {
        return control("GET", "counters", "").at("/failedLogins/api@contoso.example").asInt();
    }

    ConnectionState state(Connection connection) {
        return of(connection);
    }

    URI origin() {
        return simulator.baseUrl().resolve("/");
    }

    @Override
    public void close() {
        client.close();
        simulator.close();
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public List<Connection> all() {
        return List.copyOf(connections);
    }

    @Override
    public Optional<Connection> find(String organisation, String id) {
        return connections.stream().filter(c -> c.id().equals(id)).findFirst();
    }

    @Override
    public Watch watch(Runnable changed) {
        return () -> {};
    }

    @Override
    public ConnectionState of(Connection connection) {
        return states.getOrDefault(
                connection.login().orElseThrow().key(),
                new ConnectionState(
                        Kind.NOT_TESTED,
                        Optional.empty(),
                        Optional.empty(),
                        now,
                        Optional.empty()));
    }

    @Override
    public void report(String loginKey, ConnectionState state) {
        states.put(loginKey, state);
    }

    @Override
    public Explanation explain(ConnectionState state, Locale locale) {
        return new Explanation(state.kind().name(), "", "");
    }

    @Override
    public boolean isRefused(Login login) {
        return refused.contains(login.key());
    }

    @Override
    public void refused(Login login) {
        refused.add(login.key());
    }

    @Override
    public void excuse(Login login, Instant until) {
        throw new UnsupportedOperationException("the mirror excuses nothing");
    }

    @Override
    public void retry(Login login) {
        refused.remove(login.key());
    }
}
