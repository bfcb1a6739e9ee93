package org.openworkspace.autotask.simulator.internal;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import org.openworkspace.autotask.simulator.AutotaskSimulator;
import org.openworkspace.autotask.simulator.SimulatorOptions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/** A simulator in a framework; there is one while there is a configuration. */
@Component(
        service = ConfiguredSimulator.class,
        immediate = true,
        configurationPid = SimulatorForm.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SimulatorForm.class)
public final class ConfiguredSimulator {

    private final AutotaskSimulator simulator;

    @Activate
    public ConfiguredSimulator(SimulatorForm form) throws IOException {
        simulator =
                AutotaskSimulator.start(
                        SimulatorOptions.of(
                                form.host(),
                                form.port(),
                                form.world(),
                                form.contacts(),
                                form.tickets(),
                                form.seed(),
                                form.activity_seconds(),
                                form.control()),
                        Clock.systemUTC());
    }

    /** The base of its control API. */
    URI control() {
        return simulator.controlUrl();
    }

    @Deactivate
    void stop() {
        simulator.close();
    }
}
