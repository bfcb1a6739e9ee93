package org.openworkspace.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What comes from others is named, with its licence, wherever it is shipped. */
class OthersIT {

    private static final Path BOM = Path.of("../../features/autotask-features/target/bom.json");

    @Test
    void everyJarOfOursHasLicenceAndNotice() throws Exception {
        List<Path> ours = bundles().stream().filter(OthersIT::isOurs).toList();
        assertEquals(8, ours.size());
        for (Path jar : Stream.concat(ours.stream(), Stream.of(demo())).toList()) {
            assertTrue(text(jar, "META-INF/LICENSE").contains("Apache License"), jar::toString);
            assertTrue(text(jar, "META-INF/NOTICE").contains("Open Workspace"), jar::toString);
        }
    }

    @Test
    void theFolderAndTheDemoNameWhatIsInThem() throws Exception {
        String folder = Files.readString(Unpacked.FOLDER.resolve("THIRD-PARTY.txt"));
        String demo = text(demo(), "META-INF/THIRD-PARTY.txt");
        for (Path jar : bundles()) {
            if (!isOurs(jar)) {
                String named = artifact(jar);
                assertTrue(folder.contains(named), named);
                assertTrue(demo.contains(named), named);
            }
        }
        assertTrue(demo.contains(":org.apache.felix.framework:"), demo);
    }

    @Test
    void theHostNamesWhatIsInsideIt() throws Exception {
        Path host =
                bundles().stream()
                        .filter(jar -> jar.getFileName().toString().startsWith("workspace-host-"))
                        .findFirst()
                        .orElseThrow();
        String libraries = text(host, "META-INF/THIRD-PARTY.txt");
        for (String library : List.of("mybatis-migrations", "micrometer-core", "prometheus")) {
            assertTrue(libraries.contains(library), library);
        }
        String pages = text(host, "META-INF/ui/LICENSES.txt");
        for (String library : List.of("lit-html", "@awesome.me/webawesome", "@fluentui")) {
            assertTrue(pages.contains(library), library);
        }
    }

    @Test
    void theBillOfMaterialsIsTheFolder() throws Exception {
        assumeTrue(Files.exists(BOM), "A build without a network makes no bill of materials.");
        Set<String> named = new TreeSet<>();
        for (JsonNode component : new ObjectMapper().readTree(BOM.toFile()).get("components")) {
            named.add(
                    ":" + component.get("name").asText() + ":" + component.get("version").asText());
        }
        assertEquals(
                bundles().stream()
                        .map(OthersIT::artifact)
                        .collect(Collectors.toCollection(TreeSet::new)),
                named);
    }

    private static List<Path> bundles() throws IOException {
        try (Stream<Path> jars = Files.list(Unpacked.FOLDER.resolve("bundles"))) {
            return jars.toList();
        }
    }

    private static boolean isOurs(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            String name = file.getManifest().getMainAttributes().getValue("Bundle-SymbolicName");
            return name != null && name.startsWith("org.openworkspace.");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Path demo() {
        return Unpacked.tool("autotask-demo");
    }

    /** As lists name it: {@code :artifact:version}. */
    private static String artifact(Path jar) {
        return jar.getFileName().toString().replaceFirst("(.+?)-(\\d[\\w.-]*)\\.jar$", ":$1:$2");
    }

    private static String text(Path jar, String entry) throws IOException {
        try (JarFile file = new JarFile(jar.toFile());
                InputStream content = file.getInputStream(file.getEntry(entry))) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
