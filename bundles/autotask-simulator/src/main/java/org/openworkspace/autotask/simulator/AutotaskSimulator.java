package org.openworkspace.autotask.simulator;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import org.openworkspace.autotask.simulator.internal.SimulatorServer;

/**
 * A running simulator of the Autotask REST API. Thread-safe; closing it frees its port and threads.
 */
public final class AutotaskSimulator implements AutoCloseable {

    private final SimulatorServer server;

    private AutotaskSimulator(SimulatorServer server) {
        this.server = server;
    }

    /**
     * Starts a simulator; it answers when this returns.
     *
     * @param clock what it takes for the time
     * @throws IOException if it cannot listen, most often because the port is taken
     */
    public static AutotaskSimulator start(SimulatorOptions options, Clock clock)
            throws IOException {
        return new AutotaskSimulator(SimulatorServer.start(options, clock));
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** The base of its API, without version: where zone discovery begins. */
    public URI baseUrl() {
        return URI.create("http://localhost:" + port() + "/ATServicesRest/");
    }

    /** The base of its control API. */
    public URI controlUrl() {
        return URI.create("http://localhost:" + port() + "/control/");
    }

    @Override
    public void close() {
        server.close();
    }
}
