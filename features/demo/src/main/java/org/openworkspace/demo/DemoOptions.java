package org.openworkspace.demo;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the demo is started with.
 *
 * @param port where the host listens, on loopback
 * @param simulatorPort where the simulator listens, on loopback
 * @param world the simulator's world; {@code upgrade} is the demo's, met by a host that was just
 *     upgraded
 * @param home the folder below which everything is kept
 */
record DemoOptions(int port, int simulatorPort, String world, Path home) {

    static final String HELP =
            """
            Autotask for Workspace: plugin, reference host and simulator in one program.

              java -jar autotask-demo.jar [options]

              --port <n>            where the host listens (8080)
              --simulator-port <n>  where the simulated Autotask listens (8181)
              --world <name>        what the simulator holds: demo, empty or large (demo);
                                    upgrade is demo, with connections from before 3.45
              --home <folder>       where everything is kept (workspace)
              --help                this text
            """;

    /** The arguments make no sense; the message says which and what to do. */
    static final class Wrong extends Exception {

        private static final long serialVersionUID = 1;

        Wrong(String message) {
            super(message + " Try --help.");
        }
    }

    /** Reads the arguments; empty if help is asked for. */
    static Optional<DemoOptions> parse(String[] arguments) throws Wrong {
        DemoOptions options = new DemoOptions(8080, 8181, "demo", Path.of("workspace"));
        for (int i = 0; i < arguments.length; i += 2) {
            String option = arguments[i];
            if (option.equals("--help")) {
                return Optional.empty();
            }
            if (i + 1 == arguments.length) {
                throw new Wrong("Option " + option + " lacks its value.");
            }
            String value = arguments[i + 1];
            options =
                    switch (option) {
                        case "--port" ->
                                new DemoOptions(
                                        portNumber(option, value),
                                        options.simulatorPort,
                                        options.world,
                                        options.home);
                        case "--simulator-port" ->
                                new DemoOptions(
                                        options.port,
                                        portNumber(option, value),
                                        options.world,
                                        options.home);
                        case "--world" ->
                                new DemoOptions(
                                        options.port, options.simulatorPort, value, options.home);
                        case "--home" ->
                                new DemoOptions(
                                        options.port,
                                        options.simulatorPort,
                                        options.world,
                                        Path.of(value));
                        default -> throw new Wrong("There is no option " + option + ".");
                    };
        }
        if (options.port == options.simulatorPort) {
            throw new Wrong("Host and simulator cannot share port " + options.port + ".");
        }
        return Optional.of(
                new DemoOptions(
                        options.port,
                        options.simulatorPort,
                        options.world,
                        options.home.toAbsolutePath().normalize()));
    }

    /** Where bundles keep their data; a backup may hold it, since no key is in it. */
    Path data() {
        return home.resolve("data");
    }

    /** Where the key file and other things live that do not belong in a backup. */
    Path etc() {
        return home.resolve("etc");
    }

    /** Whether the host starts with what one from before 3.45 left behind. */
    boolean upgraded() {
        return world.equals(UpgradedHost.WORLD);
    }

    String simulatorWorld() {
        return upgraded() ? "demo" : world;
    }

    Path log() {
        return home.resolve("log").resolve("workspace.log");
    }

    Path logConfiguration() {
        return etc().resolve("logback.xml");
    }

    private static int portNumber(String option, String value) throws Wrong {
        try {
            int port = Integer.parseInt(value);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below, with the range
        }
        throw new Wrong("%s takes a port from 1 to 65535, not %s.".formatted(option, value));
    }
}
