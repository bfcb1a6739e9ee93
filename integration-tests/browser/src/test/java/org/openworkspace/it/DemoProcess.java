package org.openworkspace.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The runnable demo, as a person starts it: a process of its own, on free ports. */
final class DemoProcess implements AutoCloseable {

    private static final Path JAR = Path.of(System.getProperty("demo.jar", "autotask-demo.jar"));

    private final Path home;
    private final String world;
    private final int port;
    private final int simulatorPort;
    private final HttpClient http = HttpClient.newHttpClient();
    private volatile BlockingQueue<String> printed = new LinkedBlockingQueue<>();
    private Process process;

    private DemoProcess(Path home, String world) throws IOException {
        this.home = home;
        this.world = world;
        this.port = freePort();
        this.simulatorPort = freePort();
        this.process = begin();
    }

    static DemoProcess inNewHome() throws IOException {
        DemoProcess demo = begunInNewHome("demo");
        try {
            demo.awaitReady();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return demo;
    }

    /** A demo that is starting. */
    static DemoProcess begunInNewHome(String world) throws IOException {
        return new DemoProcess(Files.createTempDirectory(Path.of("target"), "home"), world);
    }

    /** Runs the jar with these arguments until it ends; its exit code and what it printed. */
    static Ended run(String... arguments) throws IOException, InterruptedException {
        Process process = java(List.of(arguments));
        String printed = new String(process.getInputStream().readAllBytes());
        return new Ended(process.waitFor(), printed);
    }

    record Ended(int exitCode, String printed) {}

    String address() {
        return "http://localhost:" + port;
    }

    Path home() {
        return home;
    }

    int port() {
        return port;
    }

    /** Asks the simulator's control API; the answer's body. */
    String simulated(String method, String path, String body) {
        try {
            HttpResponse<String> response =
                    http.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://localhost:"
                                                            + simulatorPort
                                                            + "/control/"
                                                            + path))
                                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                                    .header("Content-Type", "application/json")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new AssertionError(response.body());
            }
            return response.body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * What each file of its home holds, a character for a byte; but for those that go meanwhile.
     */
    Map<Path, String> contents() throws IOException {
        Map<Path, String> contents = new HashMap<>();
        Files.walkFileTree(
                home,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        try {
                            contents.put(file, Files.readString(file, ISO_8859_1));
                        } catch (NoSuchFileException e) {
                            contents.remove(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException gone) {
                        return FileVisitResult.CONTINUE;
                    }
                });
        return contents;
    }

    /**
     * Limits how large a file the process may write, in bytes; with 0 it is as if the disk were
     * full. Whether this machine can do that.
     */
    boolean limitFiles(String size) throws InterruptedException {
        try {
            return new ProcessBuilder(
                                    "prlimit",
                                    "--pid",
                                    Long.toString(process.pid()),
                                    "--fsize=" + size + ":unlimited")
                            .inheritIO()
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Kills the process as a power cut would, and starts it again on the same home. */
    void killAndRestart() throws IOException, InterruptedException {
        killAndBegin();
        awaitReady();
    }

    /** The same, without waiting until it is ready. */
    void killAndBegin() throws IOException, InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
        process = begin();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.onExit().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            process.destroyForcibly();
            throw new AssertionError("the demo did not stop when asked to", e);
        }
    }

    private Process begin() throws IOException {
        Process begun =
                java(
                        List.of(
                                "--port", Integer.toString(port),
                                "--simulator-port", Integer.toString(simulatorPort),
                                "--world", world,
                                "--home", home.toString()));
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        printed = lines;
        // read all the time: a program whose output nobody reads stops
        Thread reader = new Thread(() -> begun.inputReader().lines().forEach(lines::add));
        reader.setDaemon(true);
        reader.start();
        return begun;
    }

    void awaitReady() throws InterruptedException {
        List<String> before = new ArrayList<>();
        while (before.stream().noneMatch(line -> line.startsWith("Ready: "))) {
            String line = printed.poll(60, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("the demo did not start: " + before);
            }
            before.add(line);
        }
    }

    private static Process java(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-jar", JAR.toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
