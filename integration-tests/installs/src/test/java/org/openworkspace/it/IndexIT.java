package org.openworkspace.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aQute.bnd.osgi.repository.SimpleIndexer;
import biz.aQute.resolve.Bndrun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;

/** The index of capabilities, given to bnd's resolver. */
class IndexIT {

    @Test
    void aResolverFindsAllThatThePluginNeeds() throws Exception {
        Set<String> found =
                resolved("org.openworkspace.tile-provider", "org.openworkspace.migration");

        assertTrue(found.containsAll(named("autotask-tile")), found::toString);
        assertTrue(found.contains("org.apache.felix.scr"), found::toString);
        assertTrue(found.contains("org.apache.felix.configadmin"), found::toString);
        assertEquals(
                Set.of(),
                found.stream()
                        .filter(name -> name.contains("host") || name.contains("jetty"))
                        .collect(Collectors.toSet()));
    }

    @Test
    void aResolverFindsAllThatTheHostNeeds() throws Exception {
        Set<String> found = resolved("org.openworkspace.workspace-host");

        assertTrue(found.containsAll(named("workspace-host")), found::toString);
    }

    private static Set<String> resolved(String... wanted) throws Exception {
        Path felix = Unpacked.tool("org.apache.felix.framework");
        Path framework = felix.resolveSibling("index.xml");
        new SimpleIndexer()
                .files(List.of(felix.toFile()))
                .base(felix.getParent().toUri())
                .name("framework")
                .index(framework.toFile());
        Path run = Files.createTempFile(Path.of("target"), "run", ".bndrun");
        Files.writeString(
                run,
                """
                -standalone: %s, %s
                -runfw: org.apache.felix.framework
                -runee: JavaSE-17
                -runrequires: %s
                """
                        .formatted(
                                Unpacked.FOLDER.resolve("index.xml").toUri(),
                                framework.toUri(),
                                Stream.of(wanted)
                                        .map(name -> "bnd.identity;id=" + name)
                                        .collect(Collectors.joining(","))));
        try (Bndrun bndrun = Bndrun.createBndrun(null, run.toFile())) {
            String bundles = bndrun.resolve(false, false);
            assertEquals(List.of(), bndrun.getErrors());
            return Stream.of(bundles.split(",\\\\?\\s*"))
                    .map(bundle -> bundle.replaceFirst(";.*", "").strip())
                    .filter(name -> name.matches("[\\w.-]+"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** The symbolic names of what a feature names. */
    private static Set<String> named(String feature) throws Exception {
        Set<String> names = new TreeSet<>();
        for (String line : Unpacked.lines(feature)) {
            try (JarFile jar = new JarFile(Unpacked.FOLDER.resolve(line.split(" ")[1]).toFile())) {
                names.add(
                        jar.getManifest()
                                .getMainAttributes()
                                .getValue(Constants.BUNDLE_SYMBOLICNAME)
                                .replaceFirst(";.*", ""));
            }
        }
        return names;
    }
}
