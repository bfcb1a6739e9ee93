package org.openworkspace.autotask.simulator.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The control API at a shell: {@code autotask:simulate}. */
@Component(
        service = SimulateCommand.class,
        property = {
            "osgi.command.scope=autotask",
            "osgi.command.function=simulate",
            "osgi.command.description=Lets the simulated Autotask be slow, full, wrong or down"
        })
public final class SimulateCommand {

    private static final String USAGE =
            """
            autotask:simulate counters        what was called, and how often
            autotask:simulate down | up       hangs up on every call; answers again
            autotask:simulate usage <calls>   calls that other integrations used this hour
            autotask:simulate moved <bool>    moves the database to another zone, or back
            autotask:simulate faults <json>   what goes wrong from now on, in quotes, such as
                                              '[{"path":"Tickets/query","status":503}]'
            autotask:simulate clear           nothing goes wrong any more""";

    private final ConfiguredSimulator simulator;

    @Activate
    public SimulateCommand(@Reference ConfiguredSimulator simulator) {
        this.simulator = simulator;
    }

    /**
     * Runs one of the calls of the control API.
     *
     * @param words what to simulate, and with what
     * @return what is printed
     */
    public String simulate(String... words) throws IOException {
        String value = words.length == 2 ? words[1] : "";
        String what = words.length == 0 ? "" : words[0];
        boolean alone = words.length == 1;
        if (alone && what.equals("counters")) {
            return send("GET", "counters", "");
        }
        if (alone && (what.equals("down") || what.equals("up"))) {
            return send("POST", what, "");
        }
        if (alone && what.equals("clear")) {
            return send("DELETE", "faults", "");
        }
        if (what.equals("usage") && value.matches("\\d{1,9}")) {
            return send("PUT", "usage", "{\"calls\":" + value + "}");
        }
        if (what.equals("moved") && value.matches("true|false")) {
            return send("PUT", "moved", "{\"moved\":" + value + "}");
        }
        if (what.equals("faults") && value.startsWith("[")) {
            return send("PUT", "faults", value);
        }
        if (alone && what.equals("--help")) {
            return USAGE;
        }
        throw new IllegalArgumentException("That cannot be simulated. Usage:\n" + USAGE);
    }

    private String send(String method, String path, String body) throws IOException {
        HttpURLConnection call =
                (HttpURLConnection) simulator.control().resolve(path).toURL().openConnection();
        call.setRequestMethod(method);
        if (!body.isEmpty()) {
            call.setDoOutput(true);
            try (OutputStream stream = call.getOutputStream()) {
                stream.write(body.getBytes(StandardCharsets.UTF_8));
            }
        }
        if (call.getResponseCode() >= 300) {
            throw new IllegalArgumentException(
                    "The simulator refused that ("
                            + call.getResponseCode()
                            + "). Its control API is served where control=true is set in "
                            + SimulatorForm.PID
                            + ".");
        }
        try (InputStream answer = call.getInputStream()) {
            String text = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            return text.isBlank() ? "Done." : text;
        }
    }
}
