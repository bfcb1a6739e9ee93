package org.openworkspace.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.openworkspace.exam.Document;
import org.openworkspace.story.KilledUpgrade;
import org.openworkspace.story.Story;

/** Does what the document on installing says, on a stock Karaf that has nothing but the KAR. */
@EnabledForJreRange(max = JRE.JAVA_21, disabledReason = "Karaf 4.4 does not run on this JDK")
class InstallingIT {

    private static final String SETTINGS = "org.openworkspace.autotask";
    private static final String CONNECTION = SETTINGS + ".connection-contoso.cfg";
    private static final long PATIENCE_SECONDS = 60;

    private Document document;
    private Path base;
    private StockKaraf karaf;
    private Process running;
    private Process autotask;
    private String simulated;

    @BeforeEach
    void start() throws Exception {
        document = new Document(Path.of("../../docs/installing.md"));
        base = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "installing");
        karaf = new StockKaraf(base);
        for (String file : List.of("etc/custom.properties", "etc/users.properties")) {
            Files.writeString(base.resolve(file), document.shown(file));
        }
        running = karaf.start();
        simulated = simulate();
        until("it can install", List.of("kar:list"), "KAR Name");
    }

    @AfterEach
    void stop() throws InterruptedException {
        autotask.destroyForcibly();
        running.destroy();
        if (!running.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            running.destroyForcibly();
        }
    }

    @Test
    void whatTheDocumentSaysWorks() throws Exception {
        Path key = karaf.etc().resolve(SETTINGS + ".key");
        List<String> install = document.typed("On Apache Karaf 4.4");
        assertEquals(3, install.size());
        type(install.subList(0, 1));
        assertFalse(type(List.of("bundle:list -s")).contains("openworkspace"));
        // what the KAR brought is a Maven repository as well
        type(install.subList(2, 3));
        type(install.subList(1, 2));
        show(
                SETTINGS + ".cfg",
                "DEMOTRACKINGIDENTIFIER00001",
                "discovery.url = %1$s/ATServicesRest/\nallowed.hosts = %1$s\n"
                        .formatted(simulated));
        show(CONNECTION, "Contoso-demo-2026!", "");
        until("the connection works", List.of("autotask:list"), "Connected");
        String working = type(document.typed("Configure"));
        assertTrue(working.contains("Contoso: Connected."), working);
        assertTrue(Files.exists(key));
        IOException refused =
                assertThrows(IOException.class, () -> type(List.of("autotask:test Fabrikam")));
        assertTrue(refused.getMessage().contains("There are: Contoso."), refused.getMessage());

        String seen = type(document.typed("When it does not start"));
        assertTrue(seen.contains("Active") && seen.contains("openworkspace.migration"), seen);
        type(document.typed("Upgrade"));
        until("the connection works", List.of("autotask:list"), "Connected");

        List<String> remove = document.typed("Remove");
        type(remove.subList(0, 1));
        assertTrue(Files.exists(key) && Files.exists(karaf.etc().resolve(CONNECTION)));
        type(remove.subList(1, 2));
        until("the connection works", List.of("autotask:list"), "Connected");
        String removed = type(remove.subList(2, remove.size()));
        assertTrue(removed.contains("Connections removed: 0."), removed);
        assertFalse(Files.exists(karaf.etc().resolve(SETTINGS + ".known")), removed);
        assertTrue(Files.exists(karaf.etc().resolve(CONNECTION)));
        assertTrue(Files.isDirectory(base.resolve("config")));
    }

    /** What the document takes for granted: an Autotask, somewhere else. */
    private String simulate() throws IOException {
        int port = Story.freePort();
        autotask =
                new ProcessBuilder(
                                KilledUpgrade.java(),
                                "-jar",
                                Kar.SHIPPED.resolve("autotask-simulator.jar").toString(),
                                "--port",
                                Integer.toString(port))
                        .redirectErrorStream(true)
                        .redirectOutput(base.resolve("simulator.log").toFile())
                        .start();
        return "http://localhost:" + port;
    }

    /** Writes a file as the document shows it, with a value for what everybody has their own. */
    private void show(String name, String own, String more) throws IOException {
        Files.writeString(
                karaf.etc().resolve(name), document.shown("etc/" + name).replace("…", own) + more);
    }

    private String type(List<String> lines) throws Exception {
        return karaf.type(
                lines.stream()
                        .map(
                                line ->
                                        line.replaceAll(
                                                "/path/to/autotask-features-.*?\\.kar",
                                                Kar.SHIPPED
                                                        .resolve("autotask-features.kar")
                                                        .toAbsolutePath()
                                                        .toString()))
                        .toList());
    }

    private void until(String what, List<String> lines, String expected) throws Exception {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        String seen = "";
        while (!seen.contains(expected)) {
            assertTrue(System.nanoTime() < giveUp, what + ": " + seen);
            try {
                seen = type(lines);
            } catch (IOException e) {
                seen = e.toString();
            }
        }
    }
}
