package org.openworkspace.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.options;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openworkspace.clock.ClockApp;
import org.openworkspace.exam.PaxExamExtension;
import org.openworkspace.it.Browser.Answer;
import org.openworkspace.story.Story;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * The reference host over HTTP, with a plugin that has nothing to do with Autotask. On one of the
 * frameworks it keeps what it remembers in PostgreSQL.
 */
@ExtendWith(PaxExamExtension.class)
class WorkspaceHostIT {

    private static final long PATIENCE_SECONDS = 30;

    /** More than a server has threads. */
    private static final int SLOW = 400;

    private static final boolean POSTGRESQL = Boolean.getBoolean("postgresql");
    private static final Map<String, String> AMSTERDAM =
            Map.of("name", "Damrak", "zone", "Europe/Amsterdam");

    @Inject BundleContext bundles;

    private URI host = URI.create("http://localhost");

    @Configuration
    static Option[] framework() throws IOException {
        Path home = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "host");
        return options(
                Shipped.install("osgi-runtime", "workspace-host"),
                Shipped.built(ClockApp.class),
                cleanCaches(),
                frameworkProperty("felix.cm.dir").value(stored(home).toString()),
                frameworkProperty("host.data").value(home.resolve("data").toString()),
                frameworkProperty("org.osgi.service.http.port")
                        .value(String.valueOf(Story.freePort())),
                frameworkProperty("org.ops4j.pax.logging.DefaultServiceLog.level").value("WARN"));
    }

    /** The host's configuration, stored before the host starts. */
    private static Path stored(Path home) throws IOException {
        Path folder = home.resolve("config");
        Path file = folder.resolve("org/openworkspace/host.config");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "service.pid=\"org.openworkspace.host\"\ndemo=B\"true\"\ndata.directory=\""
                        + home.resolve("data")
                        + "\"\n"
                        + (POSTGRESQL
                                ? "database.url=\""
                                        + PostgreSqlServer.start()
                                        + "\"\ndatabase.username=\"postgres\"\n"
                                : ""));
        return folder;
    }

    @BeforeEach
    void start() throws Exception {
        host = URI.create("http://localhost:" + bundles.getProperty("org.osgi.service.http.port"));
        awaitHost();
    }

    @Test
    void asksWhoIsThereBeforeAnybodySignsIn() {
        Answer answer = new Browser(host).get("session");

        assertEquals(200, answer.status());
        assertTrue(answer.json().path("user").isMissingNode());
        assertEquals(7, answer.json().path("people").size());
        assertTrue(
                answer.header("Set-Cookie")
                        .matches(
                                "workspace-session=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict"));
    }

    @Test
    void givesANewSessionAtEverySignIn() {
        Browser browser = new Browser(host);
        String before = browser.get("session").header("Set-Cookie");
        Answer signedIn = browser.signIn("milan.bakker");

        assertEquals("Milan Bakker", signedIn.json().at("/user/displayName").asText());
        assertNotEquals(before, signedIn.header("Set-Cookie"));
        assertEquals(
                401,
                browser.send(
                                new Browser(host)
                                        .request("workspace")
                                        .header("Cookie", before.split(";")[0]))
                        .status());
        assertEquals(400, browser.signIn("nobody").status());
    }

    @Test
    void signsOut() {
        Browser browser = Browser.of(host, "milan.bakker");

        assertEquals(204, browser.send("DELETE", "session", Map.of()).status());
        assertEquals("NOT_SIGNED_IN", browser.get("workspace").error());
    }

    @Test
    void letsNobodyInWithoutTheRightTo() {
        String clock = hung(AMSTERDAM);
        List<String> signedIn = List.of("GET workspace", "GET tiles/" + placed(clock));
        List<String> administrators =
                List.of(
                        "GET audit",
                        "GET integrations",
                        "GET integrations/clock",
                        "GET integrations/clock/help",
                        "POST integrations/clock/actions/any",
                        "DELETE integrations/clock/notices/any",
                        "POST integrations/clock/choices/zone",
                        "POST integrations/clock/check",
                        "POST integrations/clock/connections",
                        "PUT integrations/clock/connections/" + clock,
                        "POST integrations/clock/connections/" + clock + "/enabled",
                        "POST integrations/clock/connections/" + clock + "/actions/strike",
                        "DELETE integrations/clock/connections/" + clock);
        for (String route : signedIn) {
            assertEquals("NOT_SIGNED_IN", status(new Browser(host), route).error(), route);
            assertEquals(200, status(Browser.of(host, "milan.bakker"), route).status(), route);
        }
        for (String route : administrators) {
            assertEquals("NOT_SIGNED_IN", status(new Browser(host), route).error(), route);
            assertEquals(
                    "NOT_ALLOWED", status(Browser.of(host, "milan.bakker"), route).error(), route);
        }
        assertEquals(401, new Browser(host).get("events").status());
        assertEquals("clock", admin().get("integrations").json().at("/0/id").asText());
    }

    @Test
    void writesOnlyForItsOwnPages() {
        Browser browser = Browser.of(host, "milan.bakker");

        assertEquals("OTHER_ORIGIN", preferred(browser, "X-CSRF-Token", "guessed").error());
        for (String[] header :
                new String[][] {
                    {"Origin", "https://elsewhere.example"},
                    {"Origin", "null"},
                    {"Sec-Fetch-Site", "cross-site"},
                    {"Sec-Fetch-Site", "same-site"}
                }) {
            assertEquals(
                    "OTHER_ORIGIN",
                    browser.send(
                                    browser.request("preferences")
                                            .PUT(BodyPublishers.ofString("{}"))
                                            .header("Content-Type", "application/json")
                                            .header("X-CSRF-Token", browser.token())
                                            .header(header[0], header[1]))
                            .error(),
                    String.join(" ", header));
        }
        assertEquals(200, preferred(browser, "X-CSRF-Token", browser.token()).status());
        assertEquals(
                "OTHER_ORIGIN",
                new Browser(host).send("POST", "session", Map.of("person", "milan.bakker")).error(),
                "signing in");
    }

    @Test
    void saysWhatIsWrongWithARequest() {
        Browser admin = admin();
        String check = "integrations/clock/check";

        assertEquals("BAD_REQUEST", admin.send("POST", check, "{", "application/json").error());
        assertEquals("BAD_REQUEST", admin.send("POST", check, "", "application/json").error());
        assertEquals("BAD_REQUEST", admin.send("POST", check, List.of()).error());
        assertEquals(
                "BAD_REQUEST",
                admin.send("POST", check, "[".repeat(5000), "application/json").error());
        assertEquals(
                "BAD_REQUEST",
                admin.send("POST", check, "{\"id\":\"a\",\"id\":\"b\"}", "application/json")
                        .error());
        for (Object values : List.of("text", List.of(), Map.of("name", 1))) {
            Answer answer = admin.send("POST", check, Map.of("values", values));
            assertEquals(400, answer.status());
            assertTrue(
                    answer.json().at("/error/message").asText().contains("name")
                            || answer.json().at("/error/message").asText().contains("values"));
        }
        assertEquals(
                "TOO_LARGE",
                admin.send("POST", check, Map.of("values", Map.of("name", "x".repeat(70_000))))
                        .error());
        assertEquals("NOT_JSON", admin.send("POST", check, "name=x", "text/plain").error());
        assertEquals(
                "BAD_REQUEST", admin.send("PUT", "preferences", Map.of("language", "tlh")).error());
        assertEquals("NO_SUCH_METHOD", admin.send("POST", "workspace", Map.of()).error());
        for (String nowhere :
                List.of(
                        "nothing",
                        "",
                        "integrations/",
                        "integrations/nothing",
                        "integrations/clock/connections/nothing",
                        "tiles/nothing",
                        "tiles/clock~nothing",
                        "tiles/" + "x".repeat(400))) {
            assertTrue(
                    List.of("NOT_FOUND", "NO_SUCH_METHOD").contains(admin.get(nowhere).error()),
                    nowhere);
        }
        assertEquals(
                "NOT_FOUND",
                admin.send(
                                "PUT",
                                "integrations/clock/connections/nothing",
                                Map.of("values", AMSTERDAM))
                        .error());
        assertEquals(
                "NOT_FOUND",
                admin.send("DELETE", "integrations/clock/connections/nothing", Map.of()).error());
        String tile = "tiles/" + placed(hung(AMSTERDAM));
        for (String query :
                List.of(
                        "?limit=0",
                        "?limit=101",
                        "?offset=-1",
                        "?offset=x",
                        "?sort=X",
                        "?group=X")) {
            assertEquals("BAD_REQUEST", admin.get(tile + query).error(), query);
        }
    }

    @Test
    void tellsBrowsersWhatTheyMayDoWithAnAnswer() {
        for (String path : List.of("/", "/signin", "/nowhere", "/assets/none.js", "session")) {
            Answer answer = new Browser(host).get(path);
            String policy = answer.header("Content-Security-Policy");
            assertTrue(policy.contains("default-src 'none'") && !policy.contains("unsafe"), policy);
            assertEquals("nosniff", answer.header("X-Content-Type-Options"), path);
            assertTrue(answer.header("Server").isEmpty(), "says what serves it");
        }
        assertEquals("no-store", new Browser(host).get("session").header("Cache-Control"));
    }

    @Test
    void servesItsPagesAndFiles() {
        Browser browser = new Browser(host);
        Answer page = browser.send(browser.request("/signin").header("Accept-Language", "nl"));

        assertTrue(page.body().contains("<html lang=\"nl\""), page.body());
        Matcher script = Pattern.compile("/assets/[\\w-]+\\.js").matcher(page.body());
        assertTrue(script.find(), page.body());
        Answer file =
                browser.send(browser.request(script.group()).header("Accept-Encoding", "gzip"));
        assertEquals("gzip", file.header("Content-Encoding"));
        assertTrue(file.header("Cache-Control").contains("immutable"));
        assertTrue(browser.get(script.group()).header("Content-Encoding").isEmpty());
        assertEquals(404, browser.get("/nowhere").status());
        assertEquals(404, browser.get("/assets/none.js").status());
        assertEquals(400, browser.get("/assets/..%2findex.html").status());
        assertEquals(405, browser.send("POST", "/", Map.of()).status());
    }

    @Test
    void servesThisMachineAlone() throws IOException {
        for (String name :
                List.of("elsewhere.example", "localhost.elsewhere.example", "192.0.2.1")) {
            try (Socket socket = new Socket("localhost", host.getPort())) {
                socket.getOutputStream()
                        .write(
                                ("GET /api/session HTTP/1.1\r\nHost: "
                                                + name
                                                + "\r\nConnection: close\r\n\r\n")
                                        .getBytes(US_ASCII));
                String answer =
                        new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertTrue(answer.startsWith("HTTP/1.1 403"), answer);
                assertFalse(answer.contains("Set-Cookie"), answer);
            }
        }
    }

    @Test
    void letsNobodyWaitForBrowsersThatSendSlowly() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int browser = 0; browser < SLOW; browser++) {
                Socket socket = new Socket("localhost", host.getPort());
                slow.add(socket);
                socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
                socket.getOutputStream()
                        .write(
                                ("PUT /api/preferences HTTP/1.1\r\nHost: localhost\r\n"
                                                + "Content-Type: application/json\r\n"
                                                + "Content-Length: 1000\r\n\r\n{")
                                        .getBytes(US_ASCII));
            }
            assertEquals(200, admin().send("PUT", "preferences", Map.of()).status());
            // and none may stay
            for (Socket socket : slow) {
                String answer = new String(socket.getInputStream().readNBytes(12), US_ASCII);
                assertEquals("HTTP/1.1 408", answer);
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void remembersWhatAPersonPrefers() throws Exception {
        Browser browser = Browser.of(host, "lotte.mulder");
        browser.send("PUT", "preferences", Map.of("language", "nl", "theme", "dark"));

        Bundle hostBundle = bundle("org.openworkspace.workspace-host");
        hostBundle.stop();
        hostBundle.start();
        awaitHost();

        assertEquals(
                POSTGRESQL,
                Files.notExists(Path.of(bundles.getProperty("host.data"), "workspace.mv.db")));
        assertEquals(401, browser.get("workspace").status());
        Answer again = Browser.of(host, "lotte.mulder").get("session");
        assertEquals("nl", again.json().path("language").asText());
        assertEquals("dark", again.json().path("theme").asText());
        assertTrue(
                Browser.of(host, "lotte.mulder")
                        .get("nothing")
                        .json()
                        .at("/error/message")
                        .asText()
                        .startsWith("Hier is niets."));
    }

    @Test
    void drawsAForeignPluginsForm() {
        JsonNode form = admin().get("integrations/clock").json().path("form");

        assertEquals("Clock", form.path("title").asText());
        assertEquals(
                List.of(
                        "hours CHOICE false",
                        "key PASSWORD false",
                        "name TEXT true",
                        "zone TEXT true"),
                stream(form.path("fields"))
                        .map(
                                field ->
                                        field.path("id").asText()
                                                + " "
                                                + field.path("type").asText()
                                                + " "
                                                + field.path("required").asBoolean())
                        .sorted()
                        .toList());
        JsonNode hours =
                stream(form.path("fields"))
                        .filter(field -> field.path("id").asText().equals("hours"))
                        .findFirst()
                        .orElseThrow();
        assertEquals("24", hours.at("/options/0/label").asText());
        assertEquals("H", hours.path("default").asText());
    }

    @Test
    void servesAForeignPluginFromFormToTile() {
        Browser admin = admin();
        Answer refused =
                admin.send(
                        "POST",
                        "integrations/clock/connections",
                        Map.of("values", Map.of("name", "Moon", "zone", "The/Moon")));
        assertEquals(422, refused.status());
        assertEquals("zone", refused.json().at("/problems/0/field").asText());

        String clock = hung(AMSTERDAM);
        String one = "integrations/clock/connections/" + clock;
        assertEquals(
                "OK",
                admin.send("POST", "integrations/clock/check", Map.of("values", AMSTERDAM))
                        .json()
                        .path("level")
                        .asText());
        assertEquals(
                "Dong",
                admin.send("POST", one + "/actions/strike", Map.of())
                        .json()
                        .path("title")
                        .asText());
        assertEquals(404, admin.send("POST", one + "/actions/dance", Map.of()).status());
        assertEquals(404, admin.send("POST", one + "/enabled", Map.of("enabled", true)).status());

        String place = "tiles/" + placed(clock);
        JsonNode tile = Browser.of(host, "milan.bakker").get(place).json();
        assertEquals("READY", tile.path("state").asText());
        assertTrue(tile.path("headline").asText().matches("Damrak \\d\\d?:\\d\\d"));

        assertEquals(
                200,
                admin.send(
                                "PUT",
                                one,
                                Map.of("values", Map.of("name", "Dam", "zone", "Europe/Amsterdam")))
                        .status());
        assertTrue(admin.get(place).json().path("headline").asText().startsWith("Dam "));

        assertEquals(204, admin.send("DELETE", one, Map.of()).status());
        assertEquals("PROBLEM", admin.get(place).json().path("state").asText());
    }

    @Test
    void tellsBrowsersWhatChanges() throws Exception {
        Browser milan = Browser.of(host, "milan.bakker");
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        listen(milan, heard);
        await(heard, "retry: 2000");

        String clock = hung(AMSTERDAM);
        String tile = placed(clock);
        await(heard, "event: workspace");
        admin().send("PUT", "integrations/clock/connections/" + clock, Map.of("values", AMSTERDAM));
        await(heard, "data: {\"id\":\"" + tile + "\"}");

        Bundle plugin = bundle("org.openworkspace.clock-plugin");
        plugin.stop();
        await(heard, "event: workspace");
        assertEquals(
                "MODULE_STOPPED", milan.get("tiles/" + tile).json().at("/problem/code").asText());
        plugin.start();
        await(heard, "event: workspace");
        String other = hung(AMSTERDAM);
        String otherTile = placed(other);
        await(heard, "event: workspace");
        admin().send("PUT", "integrations/clock/connections/" + other, Map.of("values", AMSTERDAM));
        await(heard, "data: {\"id\":\"" + otherTile + "\"}");

        milan.send("DELETE", "session", Map.of());
        await(heard, "the end");
    }

    @Test
    void keepsToTwentyStreams() {
        Browser milan = Browser.of(host, "milan.bakker");
        for (int i = 0; i < 20; i++) {
            listen(milan, new LinkedBlockingQueue<>());
        }

        assertEquals("TOO_MANY", milan.get("events").error());
        assertEquals(200, milan.get("workspace").status());
        milan.send("DELETE", "session", Map.of());
    }

    private Browser admin() {
        return Browser.of(host, "sanne.devries");
    }

    private String hung(Map<String, String> clock) {
        Answer made =
                admin().send("POST", "integrations/clock/connections", Map.of("values", clock));
        assertEquals(201, made.status(), made::body);
        return made.json().path("id").asText();
    }

    /** Makes an app of a clock with a tile for everyone; the tile. */
    private String placed(String clock) {
        Answer made =
                admin().send(
                                "POST",
                                "apps",
                                Map.of(
                                        "type",
                                        "clock",
                                        "connectionId",
                                        clock,
                                        "place",
                                        "EVERYONE"));
        assertEquals(201, made.status(), made::body);
        String app = made.json().path("id").asText();
        return stream(admin().get("workspace").json().path("groups"))
                .flatMap(group -> stream(group.path("tiles")))
                .filter(tile -> tile.path("appId").asText().equals(app))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();
    }

    private static Answer status(Browser browser, String route) {
        String[] parts = route.split(" ");
        // a session without a person, so that the token is not what is missing
        browser.get("session");
        return parts[0].equals("GET")
                ? browser.get(parts[1])
                : browser.send(parts[0], parts[1], Map.of("values", AMSTERDAM, "enabled", true));
    }

    private static Answer preferred(Browser browser, String header, String value) {
        return browser.send(
                browser.request("preferences")
                        .PUT(BodyPublishers.ofString("{}"))
                        .header("Content-Type", "application/json")
                        .header(header, value));
    }

    private static void listen(Browser browser, BlockingQueue<String> heard) {
        Stream<String> events = browser.events();
        Thread listener =
                new Thread(
                        () -> {
                            try {
                                events.forEach(heard::add);
                            } finally {
                                heard.add("the end");
                            }
                        });
        listener.setDaemon(true);
        listener.start();
    }

    private static void await(BlockingQueue<String> heard, String line)
            throws InterruptedException {
        String next = "";
        while (!next.equals(line)) {
            next =
                    Optional.ofNullable(heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
                            .orElseThrow(() -> new AssertionError("never heard: " + line));
        }
    }

    /** Jetty listens before the host's servlets are there. */
    private void awaitHost() throws InterruptedException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!answers()) {
            assertTrue(System.nanoTime() < giveUp, "the host does not answer");
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private boolean answers() {
        try {
            return new Browser(host).get("session").status() == 200
                    && new Browser(host).get("/").status() == 200;
        } catch (AssertionError e) {
            return false;
        }
    }

    private Bundle bundle(String name) throws BundleException {
        return Arrays.stream(bundles.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals(name))
                .findFirst()
                .orElseThrow(() -> new BundleException("no bundle " + name));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
