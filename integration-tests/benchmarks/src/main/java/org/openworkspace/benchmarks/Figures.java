package org.openworkspace.benchmarks;

import static org.openworkspace.benchmarks.Table.kilobytes;
import static org.openworkspace.benchmarks.Table.millis;
import static org.openworkspace.benchmarks.Table.row;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openworkspace.story.Visit;

/** Prints how large and how fast the shipped programs are. Nothing is asserted. */
public final class Figures {

    private static final List<String> PLUGIN =
            List.of(
                    "workspace-api",
                    "connection-config",
                    "autotask-connector",
                    "tile-provider",
                    "migration");
    private static final int PAGES = 200;
    private static final int CHANGES = 3;
    private static final int AT_ONCE = 16;
    private static final long SPELL = TimeUnit.SECONDS.toNanos(5);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path demo;
    private final Path simulator;

    private Figures(Path shipped) {
        this.demo = shipped.resolve("autotask-demo.jar");
        this.simulator = shipped.resolve("autotask-simulator-standalone.jar");
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Figures figures = new Figures(Path.of(arguments[0]));
        row("what", "measured", "to hold");
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
        int simulator = Program.freePort();
        URI host = URI.create("http://localhost:" + port);
        String[] arguments = {
            "--port",
            Integer.toString(port),
            "--simulator-port",
            Integer.toString(simulator),
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
            freshness(host, simulator);
            tiles(host);
        }
    }

    /** From a change in Autotask to the tile that a page draws, over the stream of events. */
    private void freshness(URI host, int simulator) throws IOException, InterruptedException {
        Visit noor = new Visit(host, "noor.jansen");
        Duration most = Duration.ZERO;
        try (BufferedReader events =
                new BufferedReader(new InputStreamReader(noor.events(), StandardCharsets.UTF_8))) {
            for (int change = 0; change < CHANGES; change++) {
                String title = "Change " + change;
                http.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                "http://localhost:"
                                                        + simulator
                                                        + "/control/tickets/12"))
                                .method(
                                        "PATCH",
                                        BodyPublishers.ofString("{\"title\":\"" + title + "\"}"))
                                .build(),
                        BodyHandlers.discarding());
                long begin = System.nanoTime();
                String line = events.readLine();
                while (line != null && !noor.get("workspace").contains(title)) {
                    do {
                        line = events.readLine();
                    } while (line != null && !line.equals("event: tile"));
                }
                Duration taken = Duration.ofNanos(System.nanoTime() - begin);
                most = taken.compareTo(most) > 0 ? taken : most;
            }
        }
        row("a change in Autotask on the screen, at most of " + CHANGES, millis(most), "62,000 ms");
    }

    /** A tile over HTTP beside a constant of the same Jetty, 16 people at once. */
    private void tiles(URI host) throws IOException, InterruptedException {
        Visit noor = new Visit(host, "noor.jansen");
        Matcher tile =
                Pattern.compile("\"tiles\":\\[\\{[^{]*?\"id\":\"([^\"]+)\"")
                        .matcher(noor.get("workspace"));
        if (!tile.find()) {
            throw new IOException("there is no tile in the workspace");
        }
        int length = noor.get("tiles/" + tile.group(1)).length();
        String nearest = "";
        int difference = Integer.MAX_VALUE;
        for (String file : assets(noor.get("/signin"))) {
            int apart = Math.abs(noor.get(file).length() - length);
            if (apart < difference) {
                difference = apart;
                nearest = file;
            }
        }
        String asset = nearest;
        double constant = perSecond(() -> noor.get(asset));
        double model = perSecond(() -> noor.get("tiles/" + tile.group(1)));
        row("tiles a second over HTTP, 16 at once", Table.number((long) model), "");
        row(
                "  of what the same Jetty serves from a constant",
                "%.0f %%".formatted(100 * model / constant),
                "80 %");
    }

    private static double perSecond(Callable<String> request) throws InterruptedException {
        ExecutorService people = Executors.newFixedThreadPool(AT_ONCE);
        LongAdder answers = new LongAdder();
        long begin = System.nanoTime();
        for (int i = 0; i < AT_ONCE; i++) {
            people.execute(
                    () -> {
                        try {
                            // the first half warms up
                            while (System.nanoTime() - begin < 2 * SPELL) {
                                request.call();
                                if (System.nanoTime() - begin > SPELL) {
                                    answers.increment();
                                }
                            }
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    });
        }
        people.shutdown();
        if (!people.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("an answer did not come");
        }
        return answers.sum() / (SPELL / 1e9);
    }

    /** The page and every file that it names, as they travel. */
    private long firstLoad(URI page) throws IOException, InterruptedException {
        String content =
                http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString()).body();
        long bytes = content.length();
        for (String file : assets(content)) {
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

    private static List<String> assets(String page) {
        return Pattern.compile("/assets/[\\w.-]+")
                .matcher(page)
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
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
}
