package org.openworkspace.it;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.openworkspace.story.KilledUpgrade;

/** A stock Karaf, killed as a power cut would while it brings old connections along. */
@EnabledForJreRange(max = JRE.JAVA_21, disabledReason = "Karaf 4.4 does not run on this JDK")
class KilledUpgradeIT {

    private StockKaraf karaf;
    private KilledUpgrade upgrade;

    @BeforeEach
    void prepare() throws IOException {
        Path home = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "killed");
        karaf = new StockKaraf(home);
        upgrade =
                new KilledUpgrade(
                        Kar.SHIPPED.resolve("autotask-simulator.jar"),
                        home.resolve("config"),
                        karaf.etc(),
                        this::start);
        karaf.configure(
                "custom.properties", Map.of("felix.cm.dir", home.resolve("config").toString()));
        karaf.configure(
                "org.apache.karaf.features.cfg",
                Map.of(
                        "featuresRepositories",
                        Kar.uri("autotask-features-features.xml"),
                        "featuresBoot",
                        "autotask-tile"));
        karaf.configure(
                "org.ops4j.pax.url.mvn.cfg",
                Map.of(
                        "org.ops4j.pax.url.mvn.defaultRepositories",
                        "file:${karaf.home}/${karaf.default.repository}@id=system.repository@snapshots,"
                                + Kar.unpacked()));
    }

    @AfterEach
    void stop() {
        upgrade.close();
    }

    @Test
    void everyConnectionIsWholeAndTheNextStartGoesOn() throws Exception {
        upgrade.everyConnectionIsWholeAndTheNextStartGoesOn();
    }

    private Process start(URI autotask, int instance) throws IOException {
        karaf.configure(
                "org.openworkspace.autotask.cfg",
                Map.of(
                        ".tracking.identifier",
                        "DEMOTRACKINGIDENTIFIER00001",
                        "discovery.url",
                        autotask + "ATServicesRest/",
                        "allowed.hosts",
                        autotask.toString()));
        return karaf.start();
    }
}
