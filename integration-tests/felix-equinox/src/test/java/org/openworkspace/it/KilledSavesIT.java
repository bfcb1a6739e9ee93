package org.openworkspace.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openworkspace.story.KilledUpgrade;
import org.openworkspace.story.Story;

/** A host that is killed, as by a power cut, while an administrator saves and saves again. */
class KilledSavesIT {

    private static final long PATIENCE_SECONDS = 60;
    private static final int ENOUGH = 100;
    private static final String CONNECTIONS = "integrations/autotask/connections";

    private final AtomicInteger saved = new AtomicInteger();
    private Path home;
    private URI host;
    private Process simulator;
    private URI autotask;
    private Browser control;
    private Process framework;
    private Browser admin;

    @BeforeEach
    void prepare() throws IOException {
        home = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "saves");
        host = URI.create("http://localhost:" + Story.freePort());
        store("openworkspace/host", "demo=B\"true\"\ndata.directory=\"" + home + "/data\"\n");
        store(
                "apache/felix/http",
                "org.osgi.service.http.port=\""
                        + host.getPort()
                        + "\"\norg.apache.felix.http.host=\"127.0.0.1\"\n");
        Files.createDirectory(home.resolve("etc"));
        simulator =
                new ProcessBuilder(
                                KilledUpgrade.java(),
                                "-jar",
                                Shipped.FOLDER.resolve("autotask-simulator.jar").toString(),
                                "--port",
                                "0")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        autotask =
                URI.create(simulator.inputReader().readLine().replace("Ready: ", "")).resolve("/");
        control = new Browser(autotask);
        for (int user = 0; user < 2; user++) {
            control.send(
                    "PUT",
                    "/control/users/user" + user + "@contoso.example",
                    Map.of(
                            "secret",
                            "secret of " + user,
                            "identifier",
                            "DEMOTRACKINGIDENTIFIER00001"));
        }
    }

    @AfterEach
    void stop() {
        kill();
        simulator.destroyForcibly().onExit().join();
    }

    @Test
    void everySaveIsWholeAndADamagedFileIsNamed() throws Exception {
        start();
        String other = made("Beside");
        String id = made("Saved0");
        Path stored = file("Saved0");
        Path notes = home.resolve("etc/org.openworkspace.autotask.saving");

        killWhen("a save is noted", id, () -> true, () -> newest(notes));
        killWhen("the configuration is being replaced", id, () -> !Files.exists(stored), () -> 0L);
        killWhen("a save is stored", id, () -> true, () -> modified(stored));

        String counters = control.get("/control/counters").body();
        assertTrue(counters.contains("\"failedLogins\":{}"), counters);

        kill();
        Files.writeString(file("Beside"), "service.pid=\"half a");
        start();
        until(
                "the damaged one is named",
                () -> page().path("notices").toString().contains("Beside"));
        assertTrue(connection(other).isMissingNode());
        until("the other one works", () -> works(id));
        assertEquals(
                1,
                Files.readAllLines(Path.of(home + "/framework.log")).stream()
                        .filter(line -> line.contains("at the last stop are gone"))
                        .count());
    }

    /**
     * Kills the host while saves go on, once something has changed; then what was answered is
     * there, and what was not is there wholly or not at all.
     */
    private void killWhen(String what, String id, BooleanSupplier now, LongSupplier mark)
            throws Exception {
        int before = saved.get();
        long marked = mark.getAsLong();
        CompletableFuture<Void> saving = CompletableFuture.runAsync(() -> save(id));
        until(
                what,
                () ->
                        saved.get() > before
                                        && now.getAsBoolean()
                                        && (marked == 0 || mark.getAsLong() != marked)
                                || saved.get() > before + ENOUGH);
        kill();
        saving.join();
        start();
        until("it is listed", () -> !connection(id).isMissingNode());
        JsonNode connection = connection(id);
        int number = Integer.parseInt(connection.path("name").asText().replace("Saved", ""));
        assertTrue(
                number == saved.get() || number == saved.get() + 1,
                () -> what + ": " + saved + " was answered, and there is " + connection);
        assertEquals(portal(number), connection.at("/values/portal.url").asText());
        assertEquals(username(number), connection.at("/values/username").asText());
        until("it works", () -> works(id));
        saved.set(number);
    }

    /** Saves one form after the other, each with another login, until nobody answers. */
    private void save(String id) {
        try {
            while (true) {
                int number = saved.get() + 1;
                assertEquals(
                        200,
                        admin.send("PUT", CONNECTIONS + "/" + id, values("Saved" + number, number))
                                .status());
                saved.set(number);
            }
        } catch (AssertionError e) {
            if (!(e.getCause() instanceof IOException)) {
                throw e;
            }
        }
    }

    private String made(String name) {
        Browser.Answer made = admin.send("POST", CONNECTIONS, values(name, 0));
        assertEquals(201, made.status(), made::body);
        String id = made.json().path("id").asText();
        until("it works", () -> works(id));
        return id;
    }

    private static Map<String, Object> values(String name, int number) {
        return Map.of(
                "values",
                Map.of(
                        "name",
                        name,
                        "username",
                        username(number),
                        ".secret",
                        "secret of " + number % 2,
                        "portal.url",
                        portal(number)));
    }

    private static String username(int number) {
        return "user" + number % 2 + "@contoso.example";
    }

    private static String portal(int number) {
        return "https://portal" + number + ".example/";
    }

    private boolean works(String id) {
        return admin.send("POST", CONNECTIONS + "/" + id + "/actions/test", Map.of())
                .json()
                .path("level")
                .asText()
                .equals("OK");
    }

    private JsonNode connection(String id) {
        return StreamSupport.stream(page().path("connections").spliterator(), false)
                .filter(c -> c.path("id").asText().equals(id))
                .findFirst()
                .orElseGet(MissingNode::getInstance);
    }

    private JsonNode page() {
        return admin.get("integrations/autotask").json();
    }

    private void start() throws IOException {
        framework =
                FrameworkProcess.start(
                        home.resolve("framework"),
                        home,
                        autotask,
                        "osgi-runtime",
                        "workspace-host",
                        "autotask-tile");
        until("the host answers", this::answers);
        admin = Browser.of(host, "sanne.devries");
        until("the plugin is there", () -> !page().path("connections").isMissingNode());
    }

    private boolean answers() {
        try {
            return new Browser(host).get("session").status() == 200
                    && Browser.of(host, "sanne.devries")
                            .get("integrations")
                            .body()
                            .contains("autotask");
        } catch (AssertionError e) {
            return false;
        }
    }

    private void kill() {
        framework.destroyForcibly().onExit().join();
    }

    private void store(String pid, String values) throws IOException {
        Path file = home.resolve("config/org/" + pid + ".config");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "service.pid=\"org." + pid.replace('/', '.') + "\"\n" + values);
    }

    /** Where Configuration Admin keeps a connection. */
    private Path file(String name) throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve("config/org/openworkspace/autotask"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> read(file).contains("name=\"" + name + "\""))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long newest(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(KilledSavesIT::modified).max().orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    private static long modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
        } catch (IOException e) {
            return 0;
        }
    }

    private static void until(String what, BooleanSupplier isSo) {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!isSo.getAsBoolean()) {
            assertTrue(System.nanoTime() < giveUp, () -> "not so: " + what);
            LockSupport.parkNanos(50_000);
        }
    }
}
