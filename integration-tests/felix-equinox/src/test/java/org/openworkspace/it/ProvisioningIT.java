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

/** Connections that come from elsewhere than the settings page. */
@ExtendWith(PaxExamExtension.class)
class ProvisioningIT {

    private static final String PID = "org.openworkspace.autotask.connection";

    @Inject BundleContext bundles;

    @Configuration
    static Option[] framework() throws IOException {
        Path home = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "provisioned");
        Path drop = Files.createDirectory(home.resolve("drop"));
        return options(
                Shipped.install("osgi-runtime", "autotask-tile", "autotask-simulator"),
                Shipped.tool("org.apache.felix.fileinstall"),
                Shipped.built(Story.class),
                cleanCaches(),
                frameworkProperty("felix.cm.dir").value(home.resolve("config").toString()),
                frameworkProperty("felix.fileinstall.dir").value(drop.toString()),
                frameworkProperty("felix.fileinstall.tmpdir").value(home.resolve("tmp").toString()),
                frameworkProperty("felix.fileinstall.poll").value("100"),
                frameworkProperty("org.openworkspace.home").value(home.toString()),
                frameworkProperty("org.ops4j.pax.logging.DefaultServiceLog.level").value("WARN"));
    }

    @Test
    void aConnectionFromAPropertiesFileBelongsToTheFile() throws Exception {
        try (Story story = new Story(bundles)) {
            story.aConnectionFromAFileBelongsToTheFile(
                    dropped("-Contoso NL.cfg"),
                    "name = From a file\nusername = api@contoso.example\n.secret = SECRET\n");
        }
    }

    @Test
    void aConnectionFromATypedFileBelongsToTheFile() throws Exception {
        try (Story story = new Story(bundles)) {
            story.aConnectionFromAFileBelongsToTheFile(
                    dropped("-file.config"),
                    "name=\"From a file\"\nusername=\"api@contoso.example\"\n.secret=\"SECRET\"\n");
        }
    }

    @Test
    void aFileWithAReferenceStaysAsItIs() throws Exception {
        try (Story story = new Story(bundles)) {
            story.aFileWithAReferenceStaysAsItIs(dropped("-referred.cfg"));
        }
    }

    @Test
    void aFileThatCannotBeWrittenIsNamed() throws Exception {
        try (Story story = new Story(bundles)) {
            story.aFileThatCannotBeWrittenIsNamed(
                    dropped("-unwritable.cfg"),
                    Path.of(bundles.getProperty("org.openworkspace.home"), "unwritable.cfg"));
        }
    }

    @Test
    void aSecretThatCannotBeSealedIsNamed() throws Exception {
        try (Story story = new Story(bundles)) {
            story.aSecretThatCannotBeSealedIsNamed();
        }
    }

    @Test
    void aBundleBringsConnections() throws Exception {
        try (Story story = new Story(bundles)) {
            story.aBundleBringsConnections();
        }
    }

    private Path dropped(String name) {
        return Path.of(bundles.getProperty("felix.fileinstall.dir"), PID + name);
    }
}
