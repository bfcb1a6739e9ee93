package org.openworkspace.it;

import java.io.IOException;
import java.nio.file.Path;
import javax.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openworkspace.exam.PaxExamExtension;
import org.openworkspace.story.Story;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.BundleContext;

/** The plugin's Karaf feature, and the simulator's, installed offline from the KAR. */
@ExtendWith(PaxExamExtension.class)
@EnabledForJreRange(max = JRE.JAVA_21, disabledReason = "Karaf 4.4 does not run on this JDK")
class TicketStoryIT {

    @Inject BundleContext bundles;

    @Configuration
    static Option[] karaf() throws IOException {
        return Kar.stockKaraf("autotask-tile", "autotask-simulator");
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
    void aConnectionFromAPropertiesFileBelongsToTheFile() throws Exception {
        try (Story story = new Story(bundles)) {
            story.aConnectionFromAFileBelongsToTheFile(
                    etc("org.openworkspace.autotask.connection-file.cfg"),
                    "name = From a file\nusername = api@contoso.example\n.secret = SECRET\n");
        }
    }

    @Test
    void aConnectionFromAJsonFileBelongsToTheFile() throws Exception {
        try (Story story = new Story(bundles)) {
            story.aConnectionFromAFileBelongsToTheFile(
                    etc("org.openworkspace.autotask.connection~file.cfg.json"),
                    "{\"name\": \"From a file\", \"username\": \"api@contoso.example\","
                            + " \".secret\": \"SECRET\"}");
        }
    }

    @Test
    void aFileWithAReferenceStaysAsItIs() throws Exception {
        try (Story story = new Story(bundles)) {
            story.aFileWithAReferenceStaysAsItIs(
                    etc("org.openworkspace.autotask.connection-referred.cfg"));
        }
    }

    private static Path etc(String name) {
        return Path.of(System.getProperty("karaf.etc"), name);
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
