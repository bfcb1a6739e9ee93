package org.openworkspace.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.options;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.inject.Inject;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openworkspace.exam.PaxExamExtension;
import org.openworkspace.it.Browser.Answer;
import org.openworkspace.story.Story;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/**
 * Everything that an administrator does with connections, and what goes wrong meanwhile; then a
 * search for every secret and tracking identifier in all that the installation wrote, said, logged
 * or threw.
 */
@ExtendWith(PaxExamExtension.class)
class CanaryIT {

    private static final long PATIENCE_SECONDS = 60;
    private static final String CONNECTIONS = "integrations/autotask/connections";
    private static final String PID = "org.openworkspace.autotask.connection";

    @Inject BundleContext bundles;
    @Inject ConfigurationAdmin configurations;
    @Inject ServiceComponentRuntime components;

    private final Canaries canaries = new Canaries();
    private Path home;
    private Browser simulator;
    private Browser admin;
    private final List<String> titles = new ArrayList<>();

    @Configuration
    static Option[] framework() throws IOException {
        Path home = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "canary");
        Path stored = home.resolve("config/org");
        Files.createDirectories(stored.resolve("openworkspace"));
        Files.createDirectories(stored.resolve("ops4j/pax"));
        Files.createDirectories(home.resolve("drop"));
        Files.writeString(
                stored.resolve("openworkspace/host.config"),
                "service.pid=\"org.openworkspace.host\"\ndemo=B\"true\"\ndata.directory=\""
                        + home.resolve("data")
                        + "\"\n");
        Files.writeString(
                stored.resolve("ops4j/pax/logging.config"),
                "service.pid=\"org.ops4j.pax.logging\"\norg.ops4j.pax.logging.logback.config.file=\""
                        + home.resolve("logback.xml")
                        + "\"\n");
        Files.writeString(
                home.resolve("logback.xml"),
                """
                <configuration>
                  <appender name="FILE" class="ch.qos.logback.core.FileAppender">
                    <file>%s</file>
                    <encoder>
                      <pattern>%%level [%%thread] %%logger - %%msg%%n%%xEx</pattern>
                    </encoder>
                  </appender>
                  <!-- tells whatever anybody stores, before we are asked -->
                  <logger name="org.apache.felix.configadmin" level="INFO"/>
                  <root level="TRACE">
                    <appender-ref ref="FILE"/>
                  </root>
                </configuration>
                """
                        .formatted(home.resolve("all.log")));
        return options(
                Shipped.install(
                        "osgi-runtime", "autotask-tile", "workspace-host", "autotask-simulator"),
                Shipped.tool("org.apache.felix.fileinstall"),
                cleanCaches(),
                frameworkProperty("felix.cm.dir").value(home.resolve("config").toString()),
                frameworkProperty("ds.loglevel").value("debug"),
                frameworkProperty("felix.fileinstall.dir").value(home.resolve("drop").toString()),
                frameworkProperty("felix.fileinstall.tmpdir").value(home.resolve("tmp").toString()),
                frameworkProperty("felix.fileinstall.poll").value("100"),
                frameworkProperty("felix.fileinstall.log.level").value("4"),
                frameworkProperty("org.openworkspace.home").value(home.toString()),
                frameworkProperty("org.apache.felix.http.host").value("127.0.0.1"),
                frameworkProperty("org.osgi.service.http.port")
                        .value(String.valueOf(Story.freePort())),
                frameworkProperty("simulator.port").value(String.valueOf(Story.freePort())));
    }

    @Test
    void noSecretIsAnywhereButInTheKeysCare() throws Exception {
        home = Path.of(bundles.getProperty("org.openworkspace.home"));
        try (Recording recording = new Recording()) {
            for (String event :
                    List.of("jdk.JavaExceptionThrow", "jdk.JavaErrorThrow", "jdk.ThreadStart")) {
                recording.enable(event).withoutStackTrace();
            }
            recording.start();
            new Thread(() -> {}, "a thread that is seen").start();
            String thrown = new IOException("an exception that is seen").getMessage();

            administer();

            recording.stop();
            Path events = Files.createTempFile("canary", ".jfr");
            recording.dump(events);
            String texts = texts(events);
            Files.delete(events);
            assertTrue(texts.contains(thrown) && texts.contains("a thread that is seen"));
            canaries.look("what was thrown, or the name of a thread", texts);
        }
        for (Answer answer : admin.answers()) {
            canaries.look(
                    "answer of " + answer.response().uri(),
                    answer.response().headers().map() + answer.body());
        }
        String log = Files.readString(home.resolve("all.log"));
        assertTrue(log.contains("TRACE") && log.contains("Sealed what configuration"));
        assertEquals(Set.of(), canaries.found());
        theLogTellsWhatHappenedAndOfNobody(log.lines().toList());
    }

    private void theLogTellsWhatHappenedAndOfNobody(List<String> log) {
        for (String happened :
                List.of(
                        "WARN .* Connection Canary: its new login does not take over. Autotask"
                                + " refused .* choose Test.",
                        "WARN .* Connection Canary: Needs attention. Autotask refused .* Test.")) {
            assertEquals(1, log.stream().filter(line -> line.matches(happened)).count(), happened);
        }
        assertTrue(log.stream().anyMatch(l -> l.matches("INFO .* Connection Dropped: Connected.")));
        assertTrue(titles.size() > 3);
        // Java's own client and server, which the tests are made with, log each address they see
        assertEquals(
                List.of(),
                log.stream()
                        .filter(
                                line ->
                                        line.matches(
                                                "\\w+ +\\[.*] (org\\.openworkspace|okhttp3)\\..*"))
                        .filter(
                                line ->
                                        line.contains("@contoso.example")
                                                || titles.stream().anyMatch(line::contains))
                        .toList());
    }

    /** Makes, tests, changes, breaks, brings along, explains and deletes connections. */
    private void administer() throws Exception {
        String vendor = canaries.identifier("the vendor's identifier");
        String first = canaries.secret("the first secret");
        String second = canaries.secret("the second secret");
        String wrong = canaries.secret("a secret that is refused");
        String dropped = canaries.secret("the secret of a file");
        String old = canaries.secret("the secret of an old connection");
        String untouched = canaries.secret("the secret of an old connection in a file");
        String kept = canaries.identifier("the identifier of an old connection in a file");
        String customers = canaries.identifier("the customer's identifier");
        simulator = simulator(vendor);
        apiUser("first", first, vendor);
        apiUser("second", second, vendor);
        apiUser("dropped", dropped, vendor);
        apiUser("old", old, customers);
        URI host =
                URI.create("http://localhost:" + bundles.getProperty("org.osgi.service.http.port"));
        until("the host answers", () -> answers(host), up -> up);
        admin = Browser.of(host, "sanne.devries");

        // made and tested
        until("a test finds the simulator", () -> checked("first", first), "OK"::equals);
        assertEquals("ERROR", checked("first", wrong));
        String id =
                admin.send("POST", CONNECTIONS, values("Canary", "first", first))
                        .json()
                        .path("id")
                        .asText();
        assertEquals("ERROR", checked("none", first));
        until("it works", () -> level("Canary"), "OK"::equals);
        admin.send(
                "POST",
                "apps",
                Map.of("type", "autotask", "connectionId", id, "place", "EVERYONE"));
        Browser noor = Browser.of(host, "noor.jansen");
        until("a tile", () -> noor.get("workspace").body(), s -> s.contains("READY"));
        noor.get("workspace").json().findValues("items").stream()
                .flatMap(CanaryIT::stream)
                .forEach(item -> titles.add(item.path("title").asText()));
        look();

        // changed, and kept from a change for the worse
        admin.send("PUT", CONNECTIONS + "/" + id, values("Canary", "second", second));
        until("the second login serves", () -> connection("Canary"), c -> is(c, "OK", "second"));
        admin.send("PUT", CONNECTIONS + "/" + id, values("Canary", "second", wrong));
        until("the wrong one is refused", () -> level("Canary"), "WARNING"::equals);
        admin.send("POST", "integrations/autotask/choices/company.ids", values("", "first", wrong));
        look();
        assertEquals(200, act(id, "login.keep").status());

        // a file, and a connection from before 3.45
        Path file = home.resolve("drop/" + PID + "-dropped.cfg");
        Files.writeString(
                file,
                "name = Dropped\nusername = dropped@contoso.example\n.secret = "
                        + dropped
                        + "\n.candidate.secret = "
                        + wrong
                        + "\n");
        until("the file's connection works", () -> level("Dropped"), "OK"::equals);
        until("the file is sealed", () -> read(file), text -> !text.contains(dropped));
        configurations
                .getFactoryConfiguration(PID, "old", "?")
                .update(
                        new Hashtable<>(
                                Map.of(
                                        "name", "Old",
                                        "username", "old@contoso.example",
                                        "password", old,
                                        "trackingIdentifier", customers,
                                        "url", "https://webservices4.autotask.net/")));
        until(
                "the old one is migrated",
                () ->
                        admin.send(
                                "POST", "integrations/autotask/actions/migration.report", Map.of()),
                report -> report.body().contains("1 need action"));
        look();
        Path oldFile = home.resolve("drop/" + PID + "-old.cfg");
        Files.writeString(
                oldFile,
                "name = Old file\nusername = old@contoso.example\npassword = "
                        + untouched
                        + "\ntrackingIdentifier = "
                        + kept
                        + "\nurl = https://webservices4.autotask.net/\n");
        until("the old file's connection is named", () -> level("Old file"), "ERROR"::equals);
        lookAtServices();
        Files.delete(oldFile);
        until("it goes with its file", () -> level("Old file"), ""::equals);

        // trouble: Autotask throws back what it was sent
        for (String body :
                List.of(
                        "{\"errors\":[\"" + first + " " + vendor + "\"]}",
                        "{\"item\":" + second + vendor + customers,
                        "<html>" + second + vendor + customers)) {
            simulator.send(
                    "PUT",
                    "/control/faults",
                    List.of(
                            Map.of("path", "Version", "status", 500, "body", body, "times", 1),
                            Map.of("path", "Contacts", "status", 200, "body", body, "times", 1)));
            act(id, "test");
            act(id, "test");
        }
        simulator.send("DELETE", "/control/faults", Map.of());
        act(id, "test");

        // another key, a start anew, and what helpers get
        assertEquals(200, actOnAll("key.change").status());
        look();
        Bundle plugin =
                Arrays.stream(bundles.getBundles())
                        .filter(
                                b ->
                                        "org.openworkspace.connection-config"
                                                .equals(b.getSymbolicName()))
                        .findFirst()
                        .orElseThrow();
        plugin.stop();
        plugin.start();
        until("it works again", () -> level("Canary"), "OK"::equals);
        apiUser("second", first, vendor);
        until(
                "the secret is another one in Autotask",
                () -> act(id, "test"),
                answer -> answer.body().contains("ERROR"));
        String support =
                new String(
                        Base64.getDecoder()
                                .decode(
                                        actOnAll("support.file")
                                                .json()
                                                .at("/download/content")
                                                .asText()),
                        StandardCharsets.UTF_8);
        assertTrue(support.contains("LOGIN_REFUSED") && support.contains("calls Version"), support);
        assertTrue(!support.contains("@") && !support.contains("Canary"), support);
        canaries.look("the support file", support);
        for (String page :
                List.of(
                        "session",
                        "workspace",
                        "store",
                        "app-types",
                        "apps",
                        "directory",
                        "integrations",
                        "integrations/autotask",
                        "integrations/autotask/help",
                        "audit")) {
            assertEquals(200, admin.get(page).status(), page);
        }
        look();
        assertEquals(204, admin.send("DELETE", CONNECTIONS + "/" + id, Map.of()).status());
        look();
    }

    /** Looks at what shows at this moment. */
    private void look() throws Exception {
        assertTrue(canaries.look(home) > 10);
        canaries.look(Path.of(bundles.getProperty("org.osgi.framework.storage")));
        lookAtServices();
        components.getComponentDescriptionDTOs().stream()
                .flatMap(d -> components.getComponentConfigurationDTOs(d).stream())
                .forEach(c -> canaries.look(c.description.name, c.toString()));
        for (org.osgi.service.cm.Configuration c : configurations.listConfigurations(null)) {
            canaries.look(c.getPid(), c.getProperties().toString());
        }
        Thread.getAllStackTraces().keySet().forEach(t -> canaries.look("a thread", t.getName()));
    }

    private void lookAtServices() throws Exception {
        for (ServiceReference<?> service : bundles.getAllServiceReferences(null, null)) {
            for (String key : service.getPropertyKeys()) {
                canaries.look(
                        service + " " + key,
                        Arrays.deepToString(new Object[] {service.getProperty(key)}));
            }
            if (service.getBundle() != null
                    && service.getBundle().getSymbolicName().startsWith("org.openworkspace.")) {
                canaries.look(service.toString(), String.valueOf(bundles.getService(service)));
            }
        }
    }

    private Browser simulator(String vendor) throws Exception {
        String origin = "http://localhost:" + bundles.getProperty("simulator.port");
        configurations
                .getConfiguration("org.openworkspace.autotask.simulator", "?")
                .update(
                        new Hashtable<>(
                                Map.of(
                                        "port",
                                        bundles.getProperty("simulator.port"),
                                        "control",
                                        true)));
        configurations
                .getConfiguration("org.openworkspace.autotask", "?")
                .update(
                        new Hashtable<>(
                                Map.of(
                                        ".tracking.identifier",
                                        vendor,
                                        "discovery.url",
                                        origin + "/ATServicesRest/",
                                        "allowed.hosts",
                                        new String[] {origin})));
        URI address = URI.create(origin);
        until("the simulator answers", () -> answers(address), up -> up);
        return new Browser(address);
    }

    private void apiUser(String name, String secret, String identifier) {
        assertTrue(
                simulator
                                .send(
                                        "PUT",
                                        "/control/users/" + name + "@contoso.example",
                                        Map.of("secret", secret, "identifier", identifier))
                                .status()
                        < 300);
    }

    private static Map<String, Object> values(String name, String user, String secret) {
        return Map.of(
                "values",
                Map.of(
                        "name", name,
                        "username", user + "@contoso.example",
                        ".secret", secret));
    }

    private String checked(String user, String secret) {
        return admin.send("POST", "integrations/autotask/check", values("Another", user, secret))
                .json()
                .path("level")
                .asText();
    }

    private Answer act(String id, String action) {
        return admin.send("POST", CONNECTIONS + "/" + id + "/actions/" + action, Map.of());
    }

    private Answer actOnAll(String action) {
        return admin.send("POST", "integrations/autotask/actions/" + action, Map.of());
    }

    private String level(String name) {
        return connection(name).path("level").asText();
    }

    private JsonNode connection(String name) {
        return stream(admin.get("integrations/autotask").json().path("connections"))
                .filter(c -> c.path("name").asText().equals(name))
                .findFirst()
                .orElseGet(com.fasterxml.jackson.databind.node.MissingNode::getInstance);
    }

    private static boolean is(JsonNode connection, String level, String user) {
        return connection.path("level").asText().equals(level)
                && connection.at("/columns/username").asText().startsWith(user);
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static boolean answers(URI host) {
        try {
            return new Browser(host).get("session").status() < 500;
        } catch (AssertionError e) {
            return false;
        }
    }

    private static String texts(Path events) throws IOException {
        StringBuilder texts = new StringBuilder();
        try (RecordingFile file = new RecordingFile(events)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                texts.append(
                                event.hasField("message")
                                        ? event.getString("message")
                                        : event.getThread("thread").getJavaName())
                        .append('\n');
            }
        }
        return texts.toString();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Looks again and again until what is seen is as it should be. */
    private static <T> void until(String what, Supplier<T> look, Predicate<T> asItShouldBe)
            throws InterruptedException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        T seen = look.get();
        while (!asItShouldBe.test(seen)) {
            T last = seen;
            assertTrue(System.nanoTime() < giveUp, () -> "not so: " + what + ". Seen: " + last);
            TimeUnit.MILLISECONDS.sleep(50);
            seen = look.get();
        }
    }
}
