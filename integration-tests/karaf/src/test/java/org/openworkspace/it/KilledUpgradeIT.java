package org.openworkspace.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.openworkspace.story.KilledUpgrade;

/** A stock Karaf, killed as a power cut would while it brings old connections along. */
@EnabledForJreRange(max = JRE.JAVA_21, disabledReason = "Karaf 4.4 does not run on this JDK")
class KilledUpgradeIT {

    private static final Path STOCK =
            Path.of("target/stock/apache-karaf-" + System.getProperty("karaf.version"))
                    .toAbsolutePath();

    private Path home;
    private KilledUpgrade upgrade;

    @BeforeEach
    void prepare() throws IOException {
        home = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "killed");
        upgrade =
                new KilledUpgrade(
                        Kar.SHIPPED.resolve("autotask-simulator.jar"),
                        home.resolve("config"),
                        Files.createDirectory(home.resolve("etc")),
                        this::start);
        Files.createDirectory(home.resolve("data"));
        try (Stream<Path> files = Files.list(STOCK.resolve("etc"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, home.resolve("etc").resolve(file.getFileName()));
            }
        }
        configure("custom.properties", Map.of("felix.cm.dir", home.resolve("config").toString()));
        configure(
                "org.apache.karaf.features.cfg",
                Map.of(
                        "featuresRepositories",
                        Kar.uri("autotask-features-features.xml"),
                        "featuresBoot",
                        "autotask-tile"));
        configure(
                "org.ops4j.pax.url.mvn.cfg",
                Map.of(
                        "org.ops4j.pax.url.mvn.localRepository",
                        Path.of("target/empty-repository").toAbsolutePath().toString(),
                        "org.ops4j.pax.url.mvn.repositories",
                        "",
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
        configure(
                "org.openworkspace.autotask.cfg",
                Map.of(
                        ".tracking.identifier",
                        "DEMOTRACKINGIDENTIFIER00001",
                        "discovery.url",
                        autotask + "ATServicesRest/",
                        "allowed.hosts",
                        autotask.toString()));
        ProcessBuilder karaf =
                new ProcessBuilder(STOCK.resolve("bin/karaf").toString(), "server")
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        home.resolve("karaf.log").toFile()));
        karaf.environment()
                .putAll(
                        Map.of(
                                "JAVA_HOME",
                                System.getProperty("java.home"),
                                "KARAF_EXEC",
                                "exec",
                                "KARAF_ETC",
                                home.resolve("etc").toString(),
                                "KARAF_DATA",
                                home.resolve("data").toString()));
        return karaf.start();
    }

    private void configure(String name, Map<String, String> values) throws IOException {
        Path file = home.resolve("etc").resolve(name);
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (InputStream before = Files.newInputStream(file)) {
                properties.load(before);
            }
        }
        properties.putAll(values);
        try (OutputStream now = Files.newOutputStream(file)) {
            properties.store(now, null);
        }
    }
}
