package org.openworkspace.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The evening of an upgrade, seen from outside: a framework is a process that is killed while it
 * brings old connections along. Autotask is a simulator that outlives the kills, and counts.
 */
public final class KilledUpgrade implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String VENDORS = "DEMOTRACKINGIDENTIFIER00001";
    private static final String SECRET = "Evening-of-the-upgrade-2026!";
    private static final String OWN = "CUSTOMERSOWNIDENTIFIER00001";
    private static final String FOLDER = "org/openworkspace/autotask";
    private static final int OF_EACH = 5;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Framework framework;
    private final Path configurations;
    private final Path keyFolder;
    private final Process simulator;
    private final URI autotask;
    private final List<Process> running = new ArrayList<>();

    /** Starts the plugin in a framework, as a process. */
    @FunctionalInterface
    public interface Framework {

        /**
         * Starts it.
         *
         * @param origin where Autotask is
         * @param instance which of several that run at once
         */
        Process start(URI origin, int instance) throws IOException;
    }

    /**
     * Leaves behind what a host from before 3.45 has stored: half of the connections have users of
     * the vendor's.
     *
     * @param simulator the simulator's program
     * @param configurations where Configuration Admin keeps its files
     * @param keyFolder where the key file lies
     */
    public KilledUpgrade(Path simulator, Path configurations, Path keyFolder, Framework framework)
            throws IOException {
        this.framework = framework;
        this.configurations = configurations;
        this.keyFolder = keyFolder;
        this.simulator =
                new ProcessBuilder(java(), "-jar", simulator.toString(), "--port", "0")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        BufferedReader printed = this.simulator.inputReader();
        this.autotask = URI.create(printed.readLine().replace("Ready: ", "")).resolve("/");
        for (int i = 0; i < OF_EACH; i++) {
            old("prepared" + i, VENDORS);
            old("unprepared" + i, OWN);
        }
    }

    /** Where the Java program is that runs this. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /**
     * Wherever it is killed: each connection is wholly old or wholly new, and the next start goes
     * on.
     */
    public void everyConnectionIsWholeAndTheNextStartGoesOn()
            throws IOException, InterruptedException {
        killWhen("a connection is begun with", this::intended);
        killWhen("another login is asked for", this::asked);
        killWhen("another connection is migrated", this::migrated);
        start(0);
        until("all are migrated", () -> migrated() == 2 * OF_EACH);
        assertFinished(3);
    }

    /** Of two starts on one folder one works; when it is killed, the other one goes on. */
    public void ofTwoStartsOneWorksAndTheOtherGoesOn() throws IOException, InterruptedException {
        Process first = start(0);
        until("the first start is at work", this::isLocked);
        start(1);
        until("some are migrated", () -> migrated() > 1);
        kill(first);
        until("the other migrates the rest", () -> migrated() == 2 * OF_EACH);
        assertFinished(1);
    }

    private void killWhen(String what, LongSupplier count)
            throws IOException, InterruptedException {
        long before = count.getAsLong();
        Process process = start(0);
        until(what, () -> count.getAsLong() > before || migrated() == 2 * OF_EACH);
        kill(process);
        for (String stored : stored()) {
            assertTrue(isOld(stored) != isMigrated(stored), () -> "half a connection: " + stored);
        }
    }

    /**
     * Nothing is lost, nothing is left, and nobody's login was in danger.
     *
     * @param kills how often a kill can have come between a refusal and what is written of it
     */
    private void assertFinished(int kills) throws IOException {
        int refusals = 0;
        for (int i = 0; i < OF_EACH; i++) {
            assertTrue(!only("prepared" + i).contains(".legacy.identifier="));
            assertTrue(only("unprepared" + i).contains(".legacy.identifier=\"sealed:"));
            refusals += failedLogins("unprepared" + i);
        }
        assertTrue(
                refusals >= OF_EACH && refusals <= OF_EACH + kills,
                "logins were refused " + refusals + " times");
        for (Path folder : List.of(configurations, keyFolder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                    assertTrue(!content.contains(SECRET) && !content.contains(OWN), file::toString);
                }
            }
        }
    }

    private String only(String name) {
        List<String> found =
                stored().stream().filter(s -> s.contains("name=\"" + name + "\"")).toList();
        assertEquals(1, found.size(), name);
        return found.get(0);
    }

    private static boolean isOld(String stored) {
        return stored.contains("url=");
    }

    private static boolean isMigrated(String stored) {
        return stored.contains("migration.steps=");
    }

    private Process start(int instance) throws IOException {
        Process process = framework.start(autotask, instance);
        running.add(process);
        return process;
    }

    private static void kill(Process process) {
        process.destroyForcibly().onExit().join();
    }

    /** A connection as Configuration Admin keeps it, and its user in Autotask. */
    private void old(String name, String identifier) throws IOException {
        simulated(
                "PUT",
                "users/" + name + "@contoso.example",
                "{\"secret\":\"" + SECRET + "\",\"identifier\":\"" + identifier + "\"}");
        Path folder = configurations.resolve(FOLDER);
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("connection%007e" + name + ".config"),
                """
                service.pid="org.openworkspace.autotask.connection~%1$s"
                service.factoryPid="org.openworkspace.autotask.connection"
                service.bundleLocation="?"
                name="%1$s"
                username="%1$s@contoso.example"
                password="%2$s"
                trackingIdentifier="%3$s"
                url="https://webservices4.autotask.net/atservices/1.6/atws.asmx"
                """
                        .formatted(name, SECRET, OWN));
    }

    /** What is stored of each connection; without one that is being replaced at this moment. */
    private List<String> stored() {
        try (Stream<Path> files = Files.list(configurations.resolve(FOLDER))) {
            return files.filter(f -> f.getFileName().toString().matches("connection.*\\.config"))
                    .map(KilledUpgrade::read)
                    .filter(text -> !text.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    private long migrated() {
        return stored().stream().filter(KilledUpgrade::isMigrated).count();
    }

    /** When an intent was written last. */
    private long intended() {
        try (Stream<Path> notes =
                Files.list(keyFolder.resolve("org.openworkspace.autotask.migration"))) {
            return notes.mapToLong(note -> note.toFile().lastModified()).max().orElse(0);
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How often Autotask was asked to let somebody in. */
    private long asked() {
        Matcher calls =
                Pattern.compile("\"(?:version|[^\"]+@[^\"]+)\"\\s*:\\s*(\\d+)")
                        .matcher(simulated("GET", "counters", ""));
        return calls.results().mapToLong(call -> Long.parseLong(call.group(1))).sum();
    }

    private int failedLogins(String name) {
        Matcher failed =
                Pattern.compile("\"" + name + "@contoso.example\"\\s*:\\s*(\\d+)")
                        .matcher(simulated("GET", "counters", ""));
        return failed.find() ? Integer.parseInt(failed.group(1)) : 0;
    }

    private boolean isLocked() {
        try (FileChannel channel =
                FileChannel.open(
                        keyFolder.resolve("org.openworkspace.autotask.migration.lock"),
                        StandardOpenOption.WRITE)) {
            FileLock lock = channel.tryLock();
            return lock == null;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String simulated(String method, String path, String body) {
        try {
            HttpResponse<String> response =
                    http.send(
                            HttpRequest.newBuilder(autotask.resolve("control/" + path))
                                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertTrue(response.statusCode() < 300, response::body);
            return response.body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void until(String what, BooleanSupplier isSo) throws InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > giveUp) {
                fail("Not so after " + PATIENCE.toSeconds() + " s: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    @Override
    public void close() {
        for (Process process : running) {
            kill(process);
        }
        kill(simulator);
    }
}
