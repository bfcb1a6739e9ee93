package org.openworkspace.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.osgi.framework.launch.Framework;

/**
 * Starts the plugin, the reference host and the simulator in one JVM, on loopback only. Everything
 * that is remembered lives below one folder; the key that seals secrets lies apart from the data.
 */
public final class Demo {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Demo() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out, System.err));
    }

    private static int run(String[] arguments, PrintStream out, PrintStream err) {
        try {
            Optional<DemoOptions> options = DemoOptions.parse(arguments);
            if (options.isEmpty()) {
                out.print(DemoOptions.HELP);
                return 0;
            }
            start(options.get(), out);
            return 0;
        } catch (DemoOptions.Wrong e) {
            err.println(e.getMessage());
            return 2;
        } catch (CannotStart e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private static void start(DemoOptions options, PrintStream out) throws CannotStart {
        requireFree(options.port(), "--port", "-Dport");
        requireFree(options.simulatorPort(), "--simulator-port", "-Dsimulator.port");
        String version =
                Optional.ofNullable(Demo.class.getPackage().getImplementationVersion()).orElse("");
        out.printf(
                "Autotask for Workspace %s: starting, with data in %s%n", version, options.home());
        try {
            prepareLogging(options);
            if (options.upgraded()) {
                UpgradedHost.prepare(options);
            }
            Framework framework = Bundles.start(options);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(framework)));
            String address = "http://localhost:" + options.port();
            waitFor(address + "/api/session");
            waitFor("http://localhost:" + options.simulatorPort() + "/control/counters");
            out.printf(
                    """

                    Ready: %s
                      Sign in as Sanne de Vries to administer, as Noor Jansen to see a user's tickets.
                      Connect: press Connect Autotask, then Add twice
                        Name      Contoso
                        Username  api@contoso.example
                        Password  Contoso-demo-2026!
                      Log: %s    Stop: Ctrl+C
                    """,
                    address, options.log());
            framework.waitForStop(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new CannotStart("Cannot write below " + options.home() + ": " + e.getMessage());
        }
    }

    private static void requireFree(int port, String option, String property) throws CannotStart {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress("localhost", port));
        } catch (IOException e) {
            throw new CannotStart(
                    "Port %d is taken. Stop what uses it, or choose another: %s or, with Maven, %s=<port>."
                            .formatted(port, option, property));
        }
    }

    private static void prepareLogging(DemoOptions options) throws IOException {
        Files.createDirectories(options.log().getParent());
        Path configuration = options.logConfiguration();
        Files.createDirectories(configuration.getParent());
        try (InputStream template = Demo.class.getResourceAsStream("/logback.xml")) {
            if (template == null) {
                throw new IOException("the jar holds no logback.xml");
            }
            Files.writeString(
                    configuration,
                    new String(template.readAllBytes(), StandardCharsets.UTF_8)
                            .replace("${log:-workspace.log}", options.log().toString()));
        }
    }

    private static void waitFor(String address) throws CannotStart, InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!answers(address)) {
            if (System.nanoTime() > giveUp) {
                throw new CannotStart(
                        "No answer from %s after %d s. The log says why."
                                .formatted(address, PATIENCE.toSeconds()));
            }
            Thread.sleep(50);
        }
    }

    private static boolean answers(String address) {
        try {
            URL url = URI.create(address).toURL();
            HttpURLConnection connection = (HttpURLConnection) url.openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(5000);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }

    private static void stop(Framework framework) {
        try {
            framework.stop();
            framework.waitForStop(10_000);
        } catch (Exception e) {
            System.err.println("Did not stop in order: " + e.getMessage());
        }
    }

    /** The demo cannot start, for a reason that the person who starts it can do something about. */
    static final class CannotStart extends Exception {

        private static final long serialVersionUID = 1;

        CannotStart(String message) {
            super(message);
        }
    }
}
