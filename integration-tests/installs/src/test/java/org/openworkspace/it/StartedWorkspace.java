package org.openworkspace.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openworkspace.story.Story;
import org.openworkspace.story.Visit;

/** A plugin, reference host and simulator that some command starts, on free ports. */
final class StartedWorkspace implements AutoCloseable {

    private final Path home;
    private final int port = Story.freePort();
    private final int simulatorPort = Story.freePort();
    private Process process;

    StartedWorkspace(String name) throws IOException {
        home = Files.createTempDirectory(Path.of("target").toAbsolutePath(), name);
        Files.createDirectory(home.resolve("etc"));
    }

    /** Where it may keep things. */
    Path home() {
        return home;
    }

    int port() {
        return port;
    }

    int simulatorPort() {
        return simulatorPort;
    }

    /** What the framework is told. */
    Map<String, String> properties() {
        return Map.of(
                "org.osgi.service.http.port", Integer.toString(port),
                "org.apache.felix.http.host", "127.0.0.1",
                "felix.cm.dir", home.resolve("config").toString(),
                "org.openworkspace.home", home.resolve("etc").toString(),
                "org.ops4j.pax.logging.DefaultServiceLog.level", "WARN");
    }

    /** What host, plugin and simulator are told, as OSGi configuration JSON. */
    String configurations() {
        return """
        "org.openworkspace.host": { "demo": true, "data.directory": "%1$s/data" },
        "org.openworkspace.autotask": {
          ".tracking.identifier": "DEMOTRACKINGIDENTIFIER00001",
          "discovery.url": "http://localhost:%2$d/ATServicesRest/",
          "allowed.hosts": ["http://localhost:%2$d"]
        },
        "org.openworkspace.autotask.simulator": { "port:Integer": %2$d, "world": "demo" }
        """
                .formatted(home, simulatorPort);
    }

    /** Runs the command that starts it, with the java of a JDK in front. */
    void start(Path jdk, Path folder, Map<String, String> environment, List<String> command)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.environment()
                .merge("PATH", jdk.resolve("bin").toString(), (old, bin) -> bin + ":" + old);
        process =
                builder.directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(home.resolve("output.txt").toFile())
                        .start();
    }

    /** An administrator connects Autotask, and a user sees their tickets. */
    void showsTickets() throws IOException, InterruptedException {
        URI host = URI.create("http://localhost:" + port);
        new Visit(host, "sanne.devries").connectAndPlace();
        String workspace = new Visit(host, "noor.jansen").workspaceWithReadyTile();
        assertTrue(workspace.contains("Printer <b>"), workspace);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            process.onExit().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("it did not stop when asked to", e);
        }
    }
}
