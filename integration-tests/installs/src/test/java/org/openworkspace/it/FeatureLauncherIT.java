package org.openworkspace.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.osgi.service.feature.Feature;
import org.osgi.service.feature.FeatureService;

/** The OSGi feature files, started by Apache Sling's feature launcher without a network. */
class FeatureLauncherIT {

    static final List<String> FEATURES = Unpacked.FEATURES;

    /** The launcher's model is older than the specification: what it takes need not be right. */
    @ParameterizedTest
    @FieldSource("FEATURES")
    void theFeatureServiceReadsTheFile(String name) throws Exception {
        try (Reader file = Files.newBufferedReader(Unpacked.featureFile(name))) {
            Feature feature =
                    ServiceLoader.load(FeatureService.class)
                            .findFirst()
                            .orElseThrow()
                            .readFeature(file);

            assertEquals(Optional.of(name), feature.getID().getClassifier());
            assertEquals(
                    Unpacked.lines(name),
                    feature.getBundles().stream()
                            .map(
                                    bundle ->
                                            "%s bundles/%s-%s.jar"
                                                    .formatted(
                                                            bundle.getMetadata().get("start-order"),
                                                            bundle.getID().getArtifactId(),
                                                            bundle.getID().getVersion()))
                            .toList());
        }
    }

    @Test
    void theFeatureFilesStart() throws Exception {
        startsOn(Jdks.own());
    }

    @Test
    void theFeatureFilesStartOnTheNewestJdk() throws Exception {
        Optional<Path> jdk = Jdks.newest();
        assumeTrue(jdk.isPresent(), Jdks.MISSING);
        startsOn(jdk.get());
    }

    private static void startsOn(Path jdk) throws IOException, InterruptedException {
        try (StartedWorkspace workspace = new StartedWorkspace("launched")) {
            Path home = workspace.home();
            Path own = home.resolve("own.json");
            Files.writeString(
                    own,
                    "{ \"id\": \"com.example:workspace:1.0.0\", \"configurations\": {"
                            + workspace.configurations()
                            + "} }");
            List<String> command =
                    new ArrayList<>(
                            List.of(
                                    "java",
                                    "-Xmx256m",
                                    // without a repository of one's own to find things in
                                    "-Duser.home=" + home,
                                    "-cp",
                                    Path.of("target/feature-launcher").toAbsolutePath() + "/*",
                                    "org.apache.sling.feature.launcher.impl.Main",
                                    "-u",
                                    repository(home.resolve("repository")).toUri().toString(),
                                    "-fv",
                                    System.getProperty("felix.version"),
                                    "-p",
                                    home.resolve("launcher").toString(),
                                    "-c",
                                    home.resolve("cache").toString()));
            for (String feature : Unpacked.FEATURES) {
                command.addAll(List.of("-f", Unpacked.featureFile(feature).toString()));
            }
            command.addAll(List.of("-f", own.toString()));
            workspace
                    .properties()
                    .forEach((key, value) -> command.addAll(List.of("-D", key + "=" + value)));

            workspace.start(jdk, home, Map.of(), command);

            workspace.showsTickets();
        }
    }

    /** A Maven repository with nothing in it but what the feature files name, and a framework. */
    private static Path repository(Path folder) throws IOException {
        add(
                folder,
                "org.apache.felix:org.apache.felix.framework:"
                        + System.getProperty("felix.version"),
                Unpacked.tool("org.apache.felix.framework"));
        for (String feature : Unpacked.FEATURES) {
            for (JsonNode bundle :
                    new ObjectMapper()
                            .readTree(Unpacked.featureFile(feature).toFile())
                            .get("bundles")) {
                String id = bundle.get("id").asText();
                String[] coordinates = id.split(":");
                add(
                        folder,
                        id,
                        Unpacked.FOLDER.resolve(
                                "bundles/" + coordinates[1] + "-" + coordinates[2] + ".jar"));
            }
        }
        return folder;
    }

    private static void add(Path folder, String id, Path jar) throws IOException {
        String[] coordinates = id.split(":");
        Path version =
                folder.resolve(coordinates[0].replace('.', '/'))
                        .resolve(coordinates[1])
                        .resolve(coordinates[2]);
        Path file = version.resolve(coordinates[1] + "-" + coordinates[2] + ".jar");
        if (!Files.exists(file)) {
            Files.createDirectories(version);
            Files.createSymbolicLink(file, jar);
        }
    }
}
