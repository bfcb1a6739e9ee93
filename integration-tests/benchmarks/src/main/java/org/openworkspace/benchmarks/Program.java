package org.openworkspace.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A jar that was started as a person would start it, and what it took. */
final class Program implements AutoCloseable {

    private final Process process;
    private final long started;
    private final Duration untilReady;

    private Program(Process process, long started, Duration untilReady) {
        this.process = process;
        this.started = started;
        this.untilReady = untilReady;
    }

    /** Starts a jar and waits until it says that it is ready. */
    static Program start(Path jar, String memory, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(memory, "-jar", jar.toString()));
        command.addAll(List.of(arguments));
        long started = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader output = process.inputReader();
        List<String> printed = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            printed.add(line);
            if (line.startsWith("Ready: ")) {
                Duration untilReady = Duration.ofNanos(System.nanoTime() - started);
                Thread drain = new Thread(() -> output.lines().forEach(unread -> {}));
                drain.setDaemon(true);
                drain.start();
                return new Program(process, started, untilReady);
            }
        }
        throw new IOException(jar.getFileName() + " did not start: " + printed);
    }

    Duration untilReady() {
        return untilReady;
    }

    Duration sinceStart() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a program stopped", e);
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
