package org.openworkspace.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openworkspace.story.KilledUpgrade;

/** A bare framework, killed as a power cut would while it brings old connections along. */
class KilledUpgradeIT {

    private KilledUpgrade upgrade;

    @BeforeEach
    void prepare() throws IOException {
        Path home = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "killed");
        Path etc = Files.createDirectory(home.resolve("etc"));
        upgrade =
                new KilledUpgrade(
                        Shipped.FOLDER.resolve("autotask-simulator.jar"),
                        home.resolve("config"),
                        etc,
                        (autotask, instance) ->
                                FrameworkProcess.start(
                                        home.resolve("framework" + instance),
                                        home,
                                        autotask,
                                        "osgi-runtime",
                                        "autotask-tile"));
    }

    @AfterEach
    void stop() {
        upgrade.close();
    }

    @Test
    void everyConnectionIsWholeAndTheNextStartGoesOn() throws Exception {
        upgrade.everyConnectionIsWholeAndTheNextStartGoesOn();
    }

    @Test
    void ofTwoStartsOneWorksAndTheOtherGoesOn() throws Exception {
        upgrade.ofTwoStartsOneWorksAndTheOtherGoesOn();
    }
}
