package org.openworkspace.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folder of bundles, as the shipped zip unpacks. */
final class Unpacked {

    static final Path FOLDER = Path.of(System.getProperty("unpacked", "target/unpacked"));
    static final List<String> FEATURES =
            List.of(
                    "osgi-runtime",
                    "autotask-tile",
                    "autotask-operations",
                    "workspace-host",
                    "autotask-simulator");

    private Unpacked() {}

    /** The lines of a feature's list: start level, space, file. */
    static List<String> lines(String feature) throws IOException {
        return Files.readAllLines(FOLDER.resolve(feature + ".txt"));
    }

    static Path featureFile(String feature) {
        return FOLDER.resolve("features/" + feature + ".json");
    }

    static Path tool(String name) {
        return Path.of("target/tools/" + name + ".jar").toAbsolutePath();
    }
}
