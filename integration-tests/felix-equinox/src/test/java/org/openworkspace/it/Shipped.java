package org.openworkspace.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;

/** What the build ships: the OSGi feature files and the bundles they name. */
final class Shipped {

    static final Path FOLDER = Path.of(System.getProperty("shipped", "target/shipped"));

    static final Path OLDEST = Path.of(System.getProperty("oldest", "target/oldest"));

    private Shipped() {}

    /** The bundles of a feature, as group:artifact:version, with their start order. */
    static Map<String, Integer> bundles(String feature) {
        try {
            Map<String, Integer> bundles = new LinkedHashMap<>();
            for (JsonNode bundle :
                    new ObjectMapper()
                            .readTree(FOLDER.resolve("features/" + feature + ".json").toFile())
                            .get("bundles")) {
                bundles.put(bundle.get("id").asText(), bundle.get("start-order").asInt());
            }
            return bundles;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path jar(String bundle) {
        String[] coordinates = bundle.split(":");
        return FOLDER.resolve("bundles/" + coordinates[1] + "-" + coordinates[2] + ".jar");
    }

    /** Everything that some features name, ready to be installed. */
    static Option install(String... features) {
        Map<String, Integer> bundles = new LinkedHashMap<>();
        for (String feature : features) {
            bundles.putAll(bundles(feature));
        }
        return install(bundles);
    }

    /** What some features name of our own, without the libraries. */
    static Option installOurs(String... features) {
        Map<String, Integer> bundles = new LinkedHashMap<>();
        for (String feature : features) {
            bundles.putAll(bundles(feature));
        }
        bundles.keySet().removeIf(bundle -> !bundle.startsWith("org.openworkspace:"));
        return install(bundles);
    }

    /** The oldest libraries that ours work with. */
    static Option oldest() throws IOException {
        try (Stream<Path> jars = Files.list(OLDEST)) {
            return CoreOptions.composite(
                    jars.map(
                                    jar ->
                                            CoreOptions.bundle(
                                                            jar.toAbsolutePath().toUri().toString())
                                                    .startLevel(4)
                                                    // SLF4J's binding is a fragment
                                                    .start(!jar.toString().contains("slf4j-nop")))
                            .toArray(Option[]::new));
        }
    }

    /** The bundle of the build that a class is in, for tests. */
    static Option built(Class<?> part) {
        return CoreOptions.url(part.getProtectionDomain().getCodeSource().getLocation().toString())
                .startLevel(5);
    }

    /** A bundle that a host may bring of its own. */
    static Option tool(String name) {
        return CoreOptions.bundle(
                Path.of("target/tools/" + name + ".jar").toAbsolutePath().toUri().toString());
    }

    private static Option install(Map<String, Integer> bundles) {
        return CoreOptions.composite(
                bundles.entrySet().stream()
                        .map(
                                bundle ->
                                        CoreOptions.bundle(
                                                        jar(bundle.getKey())
                                                                .toAbsolutePath()
                                                                .toUri()
                                                                .toString())
                                                .startLevel(bundle.getValue()))
                        .toArray(Option[]::new));
    }
}
