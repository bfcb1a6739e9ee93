package org.openworkspace.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.openworkspace.story.Story;

/**
 * A Karaf as it is downloaded, in a folder of its own, started as people start it; without a
 * network.
 */
final class StockKaraf {

    private static final Path STOCK =
            Path.of("target/stock/apache-karaf-" + System.getProperty("karaf.version"))
                    .toAbsolutePath();

    private final Path base;

    StockKaraf(Path base) throws IOException {
        this.base = base;
        Files.createDirectories(etc());
        Files.createDirectories(base.resolve("data"));
        try (Stream<Path> files = Files.list(STOCK.resolve("etc"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, etc().resolve(file.getFileName()));
            }
        }
        configure(
                "org.ops4j.pax.url.mvn.cfg",
                Map.of(
                        "org.ops4j.pax.url.mvn.localRepository",
                        Path.of("target/empty-repository").toAbsolutePath().toString(),
                        "org.ops4j.pax.url.mvn.repositories",
                        ""));
        configure(
                "org.apache.karaf.shell.cfg",
                Map.of("sshPort", Integer.toString(Story.freePort())));
        configure(
                "org.apache.karaf.management.cfg",
                Map.of(
                        "rmiRegistryPort", Integer.toString(Story.freePort()),
                        "rmiServerPort", Integer.toString(Story.freePort())));
    }

    Path etc() {
        return base.resolve("etc");
    }

    /** Changes values in a file of its configuration, or makes the file. */
    void configure(String name, Map<String, String> values) throws IOException {
        Path file = etc().resolve(name);
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (InputStream before = Files.newInputStream(file)) {
                properties.load(before);
            }
        }
        properties.putAll(values);
        try (OutputStream now = Files.newOutputStream(file)) {
            properties.store(now, null);
        }
    }

    Process start() throws IOException {
        return program("karaf", "server")
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(base.resolve("karaf.log").toFile()))
                .start();
    }

    /**
     * Types lines at its shell, from outside.
     *
     * @return what was printed
     * @throws IOException if it cannot be reached, or one of them fails
     */
    String type(List<String> lines) throws IOException, InterruptedException {
        Process client = program("client", String.join("; ", lines)).start();
        String printed = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (client.waitFor() != 0) {
            throw new IOException(lines + " failed: " + printed);
        }
        return printed;
    }

    private ProcessBuilder program(String name, String argument) {
        ProcessBuilder program =
                new ProcessBuilder(STOCK.resolve("bin/" + name).toString(), argument)
                        .redirectErrorStream(true);
        program.environment()
                .putAll(
                        Map.of(
                                "JAVA_HOME",
                                System.getProperty("java.home"),
                                "KARAF_EXEC",
                                "exec",
                                "KARAF_BASE",
                                base.toString(),
                                "KARAF_ETC",
                                etc().toString(),
                                "KARAF_DATA",
                                base.resolve("data").toString()));
        return program;
    }
}
