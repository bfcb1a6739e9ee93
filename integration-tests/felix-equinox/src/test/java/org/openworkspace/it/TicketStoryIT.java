package org.openworkspace.it;

import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openworkspace.exam.PaxExamExtension;
import org.openworkspace.story.Story;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.BundleContext;

/** The plugin's OSGi feature file, and the simulator's, in a bare framework. */
@ExtendWith(PaxExamExtension.class)
class TicketStoryIT {

    @Inject BundleContext bundles;

    @Configuration
    static Option[] framework() throws IOException {
        Path home = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "home");
        return options(
                Shipped.install("osgi-runtime", "autotask-tile", "autotask-simulator"),
                Shipped.built(Story.class),
                cleanCaches(),
                frameworkProperty("felix.cm.dir").value(home.resolve("config").toString()),
                frameworkProperty("org.openworkspace.home").value(home.toString()),
                frameworkProperty("org.ops4j.pax.logging.DefaultServiceLog.level").value("WARN"));
    }

    @Test
    void eachPersonSeesTheirOwnTickets() throws Exception {
        try (Story story = new Story(bundles)) {
            story.eachPersonSeesTheirOwnTickets();
        }
    }

    @Test
    void whoIsNotFoundOnceIsTold() throws Exception {
        try (Story story = new Story(bundles)) {
            story.whoIsNotFoundOnceIsTold();
        }
    }

    @Test
    void aChangeArrivesByItself() throws Exception {
        try (Story story = new Story(bundles)) {
            story.aChangeArrivesByItself();
        }
    }

    @Test
    void aRefusedLoginIsSentOnce() throws Exception {
        try (Story story = new Story(bundles)) {
            story.aRefusedLoginIsSentOnce();
        }
    }

    @Test
    void aConfiguredConnectionIsServedAndSealed() throws Exception {
        try (Story story = new Story(bundles)) {
            story.aConfiguredConnectionIsServedAndSealed();
        }
    }

    @Test
    void whatAnotherBundleAddsComesAndGoes() throws Exception {
        try (Story story = new Story(bundles)) {
            story.whatAnotherBundleAddsComesAndGoes();
        }
    }

    @Test
    void oldConnectionsComeAlong() throws Exception {
        try (Story story = new Story(bundles)) {
            story.oldConnectionsComeAlong();
        }
    }

    @Test
    void theMigrationCanBeTakenAway() throws Exception {
        try (Story story = new Story(bundles)) {
            story.theMigrationCanBeTakenAway();
        }
    }

    @Test
    void aRefusedLoginOfSeveralConnectionsIsSentOnce() throws Exception {
        try (Story story = new Story(bundles)) {
            story.aRefusedLoginOfSeveralConnectionsIsSentOnce();
        }
    }

    @Test
    void noTileMissesATicketWhileALoginIsReplaced() throws Exception {
        try (Story story = new Story(bundles)) {
            story.noTileMissesATicketWhileALoginIsReplaced();
        }
    }

    @Test
    void aDeletedConnectionIsGone() throws Exception {
        try (Story story = new Story(bundles)) {
            story.aDeletedConnectionIsGone();
        }
    }
}
