package org.openworkspace.it;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;

import java.io.IOException;
import java.net.URI;
import javax.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openworkspace.exam.PaxExamExtension;
import org.openworkspace.story.Story;
import org.openworkspace.story.Visit;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;

/** Plugin, reference host and simulator, as one Karaf feature wires them to each other. */
@ExtendWith(PaxExamExtension.class)
@EnabledForJreRange(max = JRE.JAVA_21, disabledReason = "Karaf 4.4 does not run on this JDK")
class DemoIT {

    private static final String SIMULATED = "http://localhost:%d";

    @Inject BundleContext bundles;
    @Inject ConfigurationAdmin configurations;

    /** The feature's own ports may be taken here; an operator's files go before its values. */
    @Configuration
    static Option[] karaf() throws IOException {
        int simulator = Story.freePort();
        String origin = SIMULATED.formatted(simulator);
        return options(
                composite(Kar.stockKaraf("autotask-demo")),
                put("org.apache.felix.http", "org.osgi.service.http.port", Story.freePort()),
                put("org.apache.felix.http", "org.apache.felix.http.host", "127.0.0.1"),
                put("org.openworkspace.autotask.simulator", "port", simulator),
                put("org.openworkspace.autotask.simulator", "world", "demo"),
                put("org.openworkspace.autotask", "discovery.url", origin + "/ATServicesRest/"),
                put("org.openworkspace.autotask", "allowed.hosts", origin),
                put(
                        "org.openworkspace.autotask",
                        ".tracking.identifier",
                        "DEMOTRACKINGIDENTIFIER00001"));
    }

    @Test
    void anAdministratorConnectsAndAUserSeesTheirTickets() throws Exception {
        URI host =
                URI.create(
                        "http://localhost:"
                                + configurations
                                        .getConfiguration("org.apache.felix.http", "?")
                                        .getProperties()
                                        .get("org.osgi.service.http.port"));
        new Visit(host, "sanne.devries").connectAndPlace();

        String workspace = new Visit(host, "noor.jansen").workspaceWithReadyTile();

        assertTrue(workspace.contains("Printer <b>"), workspace);
        assertTrue(
                workspace.contains(
                        "/ClientPortal/ServiceTickets/ServiceTicketDetail.aspx?ticketID="),
                workspace);
        String meters = new Visit(host, "noor.jansen").get("../metrics");
        assertTrue(meters.contains("autotask_tiles_seconds_count{connection=\"Contoso\""), meters);
    }

    private static Option put(String pid, String key, Object value) {
        return editConfigurationFilePut("etc/" + pid + ".cfg", key, value.toString());
    }
}
