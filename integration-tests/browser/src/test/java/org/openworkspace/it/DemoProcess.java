package org.openworkspace.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The runnable demo, as a person starts it: a process of its own, on free ports. */
final class DemoProcess implements AutoCloseable {

    private static final Path JAR = Path.of(System.getProperty("demo.jar", "autotask-demo.jar"));

    private final Path home;
    private final int port;
    private final int simulatorPort;
    private final HttpClient http = HttpClient.newHttpClient();
    private Process process;

    private DemoProcess(Path home) throws IOException {
        this.home = home;
        this.port = freePort();
        this.simulatorPort = freePort();
        this.process = start();
    }

    static DemoProcess inNewHome() throws IOException {
        return new DemoProcess(Files.createTempDirectory(Path.of("target"), "home"));
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

    /** Kills the process as a power cut would, and starts it again on the same home. */
    void killAndRestart() throws IOException, InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
        process = start();
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

    private Process start() throws IOException {
        Process started =
                java(
                        List.of(
                                "--port", Integer.toString(port),
                                "--simulator-port", Integer.toString(simulatorPort),
                                "--home", home.toString()));
        BufferedReader output = started.inputReader();
        List<String> printed = new ArrayList<>();
        String line;
        while ((line = output.readLine()) != null) {
            printed.add(line);
            if (line.startsWith("Ready: ")) {
                Thread drain = new Thread(() -> output.lines().forEach(System.out::println));
                drain.setDaemon(true);
                drain.start();
                return started;
            }
        }
        throw new AssertionError("the demo did not start: " + printed);
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
