package org.openworkspace.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openworkspace.exam.PaxExamExtension;
import org.openworkspace.story.Story;
import org.openworkspace.text.TextHost;
import org.openworkspace.tile.Watch;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.BundleContext;

/** The host of docs/your-own-host.md, with the plugin's feature file alone. */
@ExtendWith(PaxExamExtension.class)
class OwnHostIT {

    private static final long PATIENCE_SECONDS = 60;
    private static final String NOOR = "noor.jansen@contoso.example";

    @Inject BundleContext bundles;

    @Configuration
    static Option[] framework() throws IOException {
        Path home = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "own");
        return options(
                Shipped.install("osgi-runtime", "autotask-tile", "autotask-simulator"),
                Shipped.built(Story.class),
                Shipped.built(TextHost.class),
                cleanCaches(),
                frameworkProperty("felix.cm.dir").value(home.resolve("config").toString()),
                frameworkProperty("org.openworkspace.home").value(home.toString()),
                frameworkProperty("org.ops4j.pax.logging.DefaultServiceLog.level").value("WARN"));
    }

    @Test
    void aHostOfOnesOwnShowsEachPersonTheirTickets() throws Exception {
        try (Story story = new Story(bundles)) {
            TextHost host = bundles.getService(bundles.getServiceReference(TextHost.class));
            assertEquals(
                    2, host.connect("sanne@contoso.example", Map.of("name", "Contoso")).size());
            assertEquals(List.of(), host.connect("sanne@contoso.example", story.typed()));

            Semaphore changed = new Semaphore(0);
            List<Watch> watches = host.watch(NOOR, changed::release);
            while (host.show(NOOR).size() < 8) {
                assertTrue(changed.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS));
            }
            watches.forEach(Watch::close);
            assertTrue(
                    host.show(NOOR)
                            .get(0)
                            .matches(
                                    "T\\d{8}\\.\\d{4} \\| .* \\| .* \\| http.*ServiceTicketDetail.aspx\\?ticketID=\\d+"));
        }
    }
}
