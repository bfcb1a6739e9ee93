package org.openworkspace.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.openworkspace.story.Visit;

/** Prints how large and how fast the shipped programs are. Nothing is asserted. */
public final class Figures {

    private static final String ROW = "%-58s %14s   %s%n";
    private static final List<String> PLUGIN =
            List.of(
                    "workspace-api",
                    "connection-config",
                    "autotask-connector",
                    "tile-provider",
                    "migration");
    private static final int PAGES = 200;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path demo;
    private final Path simulator;

    private Figures(Path shipped) {
        this.demo = shipped.resolve("autotask-demo.jar");
        this.simulator = shipped.resolve("autotask-simulator-standalone.jar");
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Figures figures = new Figures(Path.of(arguments[0]));
        System.out.printf(ROW, "what", "measured", "to hold");
        figures.sizes();
        figures.host();
        figures.simulator();
    }

    private void sizes() throws IOException {
        long bytes = 0;
        try (JarFile jar = new JarFile(demo.toFile())) {
            for (JarEntry entry : jar.stream().toList()) {
                String name = entry.getName();
                if (PLUGIN.stream().anyMatch(own -> name.matches("bundles/" + own + "-\\d.*"))) {
                    bytes += entry.getSize();
                }
            }
        }
        row("plugin bundles together, without libraries", kilobytes(bytes), "500 KB");
    }

    private void host() throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("figures");
        int port = Program.freePort();
        URI host = URI.create("http://localhost:" + port);
        String[] arguments = {
            "--port",
            Integer.toString(port),
            "--simulator-port",
            Integer.toString(Program.freePort()),
            "--home",
            home.toString()
        };
        try (Program program = Program.start(demo, "-Xmx256m", arguments)) {
            row("java -jar to a new host, -Xmx256m", millis(program.untilReady()), "");
            row(
                    "first load of the user interface, compressed",
                    kilobytes(firstLoad(host.resolve("/signin"))),
                    "150 KB");
            new Visit(host, "sanne.devries").connectAndPlace();
            new Visit(host, "noor.jansen").workspaceWithReadyTile();
        }
        try (Program program = Program.start(demo, "-Xmx256m", arguments)) {
            new Visit(host, "noor.jansen").workspaceWithReadyTile();
            row(
                    "java -jar to a person's tickets, -Xmx256m",
                    millis(program.sinceStart()),
                    "5,000 ms");
        }
    }

    /** The page and every file that it names, as they travel. */
    private long firstLoad(URI page) throws IOException, InterruptedException {
        String content =
                http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString()).body();
        long bytes = content.length();
        for (String file :
                Pattern.compile("/assets/[\\w.-]+")
                        .matcher(content)
                        .results()
                        .map(MatchResult::group)
                        .distinct()
                        .toList()) {
            bytes +=
                    http.send(
                                    HttpRequest.newBuilder(page.resolve(file))
                                            .header("Accept-Encoding", "gzip")
                                            .build(),
                                    BodyHandlers.ofByteArray())
                            .body()
                            .length;
        }
        return bytes;
    }

    private void simulator() throws IOException, InterruptedException {
        int port = Program.freePort();
        try (Program program =
                Program.start(
                        simulator,
                        "-Xmx1g",
                        "--port",
                        Integer.toString(port),
                        "--world",
                        "large",
                        "--contacts",
                        "100000",
                        "--tickets",
                        "500000")) {
            row(
                    "simulator with 500,000 tickets, 100,000 contacts, -Xmx1g",
                    millis(program.untilReady()),
                    "10,000 ms");
            row(
                    "a page of 500 tickets from it, all fields, mean of " + PAGES,
                    millis(page(port)),
                    "20 ms");
        }
    }

    private Duration page(int port) throws IOException, InterruptedException {
        long begin = 0;
        // the first half warms up
        for (int i = 0; i < 2 * PAGES; i++) {
            if (i == PAGES) {
                begin = System.nanoTime();
            }
            HttpResponse<byte[]> page =
                    http.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://localhost:"
                                                            + port
                                                            + "/ATServicesRest/V1.0/Tickets/query"))
                                    .header("UserName", "api@contoso.example")
                                    .header("Secret", "Contoso-demo-2026!")
                                    .header("ApiIntegrationCode", "DEMOTRACKINGIDENTIFIER00001")
                                    .header("Content-Type", "application/json")
                                    .POST(
                                            BodyPublishers.ofString(
                                                    "{\"MaxRecords\":500,\"Filter\":[{\"op\":\"gt\",\"field\":\"id\",\"value\":"
                                                            + i * 1000
                                                            + "}]}"))
                                    .build(),
                            BodyHandlers.ofByteArray());
            if (page.statusCode() != 200) {
                throw new IOException("the simulator answered " + page.statusCode());
            }
        }
        return Duration.ofNanos((System.nanoTime() - begin) / PAGES);
    }

    private static void row(String what, String measured, String held) {
        System.out.printf(ROW, what, measured, held);
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%,.1f ms", duration.toNanos() / 1e6);
    }

    private static String kilobytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f KB", bytes / 1024.0);
    }
}
