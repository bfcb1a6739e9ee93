package org.openworkspace.it;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The JDKs that hosts run on. */
final class Jdks {

    static final String MISSING = "There is no JDK 25 here: set JAVA25_HOME, or install one.";

    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    private Jdks() {}

    /** The one that the build runs on. */
    static Path own() {
        return Path.of(System.getProperty("java.home"));
    }

    /** A JDK 25, named by the environment or where Linux keeps them; empty if there is none. */
    static Optional<Path> newest() throws IOException {
        String named = System.getenv("JAVA25_HOME");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        if (Files.isDirectory(INSTALLED)) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(INSTALLED)) {
                for (Path folder : folders) {
                    Path release = folder.resolve("release");
                    if (Files.isRegularFile(release)
                            && Files.readString(release).contains("JAVA_VERSION=\"25")) {
                        return Optional.of(folder);
                    }
                }
            }
        }
        return Optional.empty();
    }
}
