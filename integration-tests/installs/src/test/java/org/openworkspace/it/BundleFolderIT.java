package org.openworkspace.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The folder of bundles, used as its README says. */
class BundleFolderIT {

    @Test
    void felixStartsTheLists() throws Exception {
        starts(Jdks.own(), "Apache Felix", "FELIX", "org.apache.felix.main");
    }

    @Test
    void equinoxStartsTheLists() throws Exception {
        starts(Jdks.own(), "Equinox", "EQUINOX", "org.eclipse.osgi");
    }

    @Test
    void equinoxStartsTheListsOnTheNewestJdk() throws Exception {
        Optional<Path> jdk = Jdks.newest();
        assumeTrue(jdk.isPresent(), Jdks.MISSING);
        starts(jdk.get(), "Equinox", "EQUINOX", "org.eclipse.osgi");
    }

    @Test
    void everyBundleHasItsChecksum() throws Exception {
        Map<String, String> computed = new TreeMap<>();
        try (DirectoryStream<Path> bundles =
                Files.newDirectoryStream(Unpacked.FOLDER.resolve("bundles"))) {
            for (Path bundle : bundles) {
                computed.put(
                        "bundles/" + bundle.getFileName(),
                        HexFormat.of()
                                .formatHex(
                                        MessageDigest.getInstance("SHA-256")
                                                .digest(Files.readAllBytes(bundle))));
            }
        }
        Map<String, String> written = new TreeMap<>();
        for (String line : Files.readAllLines(Unpacked.FOLDER.resolve("SHA256SUMS"))) {
            String[] sum = line.split(" \\*");
            written.put(sum[1], sum[0]);
        }
        assertEquals(computed, written);
    }

    private static void starts(Path jdk, String chapter, String variable, String framework)
            throws IOException, InterruptedException {
        try (StartedWorkspace workspace = new StartedWorkspace("folder")) {
            Path folder = Files.createDirectory(workspace.home().resolve("unpacked"));
            try (DirectoryStream<Path> files = Files.newDirectoryStream(Unpacked.FOLDER)) {
                for (Path file : files) {
                    Files.createSymbolicLink(folder.resolve(file.getFileName()), file);
                }
            }
            Path configurations = workspace.home().resolve("own.json");
            Files.writeString(
                    configurations,
                    "{ \":configurator:resource-version\": 1,"
                            + " \":configurator:symbolic-name\": \"com.example.workspace\","
                            + " \":configurator:version\": \"1.0.0\","
                            + workspace.configurations()
                            + "}");
            String options =
                    workspace.properties().entrySet().stream()
                            .map(property -> "-D" + property.getKey() + "=" + property.getValue())
                            .collect(Collectors.joining(" "));
            workspace.start(
                    jdk,
                    folder,
                    Map.of(
                            variable,
                            Unpacked.tool(framework).toString(),
                            "JDK_JAVA_OPTIONS",
                            options + " -Dconfigurator.initial=" + configurations.toUri()),
                    List.of("sh", "-e", "-c", commands(chapter)));

            workspace.showsTickets();
        }
    }

    /** What a chapter of the README tells people to type; with the features it leaves to them. */
    private static String commands(String chapter) throws IOException {
        String readme = Files.readString(Unpacked.FOLDER.resolve("README.txt"));
        String text = readme.substring(readme.indexOf("\n" + chapter + "\n---"));
        String commands =
                text.lines()
                        .skip(3)
                        .takeWhile(line -> !line.startsWith("---"))
                        .filter(line -> line.startsWith("  "))
                        .collect(Collectors.joining("\n"));
        String host = "workspace-host.txt";
        assertTrue(commands.contains(host), commands);
        return commands.replace(host, host + " autotask-operations.txt autotask-simulator.txt");
    }
}
