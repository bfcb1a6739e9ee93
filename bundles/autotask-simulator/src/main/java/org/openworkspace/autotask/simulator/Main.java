package org.openworkspace.autotask.simulator;

import java.io.IOException;
import java.net.BindException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** The simulator as a program of its own. */
public final class Main {

    private static final String HELP =
            """
            A simulated Autotask REST API.

              java -jar autotask-simulator-standalone.jar [options]

              --port <n>          where it listens (8181; 0 for any free port)
              --host <address>    which address it listens on (localhost)
              --world <name>      demo, empty or large (demo)
              --contacts <n>      contacts of a large world (100000)
              --tickets <n>       tickets of a large world (500000)
              --seed <n>          what the world grows from (1)
              --activity <s>      seconds between changes, 0 for none (0)
              --no-control        leave the control API out
              --help              this text
            """;
    private static final Set<String> OPTIONS =
            Set.of(
                    "--port",
                    "--host",
                    "--world",
                    "--contacts",
                    "--tickets",
                    "--seed",
                    "--activity");

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        int code = run(arguments);
        if (code == 0) {
            new CountDownLatch(1).await();
        }
        System.exit(Math.max(code, 0));
    }

    /** Starts; 0 if it runs, -1 if there is nothing more to do, else what went wrong. */
    private static int run(String[] arguments) {
        Map<String, String> given = new HashMap<>();
        boolean control = true;
        for (int i = 0; i < arguments.length; i++) {
            String option = arguments[i];
            if (option.equals("--help")) {
                System.out.print(HELP);
                return -1;
            } else if (option.equals("--no-control")) {
                control = false;
            } else if (!OPTIONS.contains(option)) {
                System.err.println("There is no option " + option + ". Try --help.");
                return 2;
            } else if (i + 1 == arguments.length) {
                System.err.println("Option " + option + " lacks its value. Try --help.");
                return 2;
            } else {
                given.put(option, arguments[++i]);
            }
        }
        String port = given.getOrDefault("--port", "8181");
        try {
            AutotaskSimulator simulator =
                    AutotaskSimulator.start(
                            SimulatorOptions.of(
                                    given.getOrDefault("--host", "localhost"),
                                    Integer.parseInt(port),
                                    given.getOrDefault("--world", "demo"),
                                    Integer.parseInt(given.getOrDefault("--contacts", "100000")),
                                    Integer.parseInt(given.getOrDefault("--tickets", "500000")),
                                    Long.parseLong(given.getOrDefault("--seed", "1")),
                                    Integer.parseInt(given.getOrDefault("--activity", "0")),
                                    control),
                            Clock.systemUTC());
            System.out.println("Ready: " + simulator.baseUrl());
            return 0;
        } catch (NumberFormatException e) {
            System.err.println("A number is expected: " + e.getMessage() + ". Try --help.");
            return 2;
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + " Try --help.");
            return 2;
        } catch (BindException e) {
            System.err.println("Port " + port + " is taken. Choose another with --port.");
            return 1;
        } catch (IOException e) {
            System.err.println("Cannot listen: " + e.getMessage());
            return 1;
        }
    }
}
