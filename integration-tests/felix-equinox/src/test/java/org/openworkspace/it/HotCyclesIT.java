package org.openworkspace.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The plugin comes and goes in a JVM of its own whose class space is capped, so that a class loader
 * that stays ends it.
 */
class HotCyclesIT {

    /** Enough to see what grows; -Dcycles=120 tries every order to start five bundles in. */
    private static final String CYCLES = System.getProperty("cycles", "24");

    @Test
    void aPluginThatComesAndGoesLeavesNothingBehind() throws Exception {
        Path home = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "hot");
        Path printed = home.resolve("printed.txt");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:MaxMetaspaceSize=64m",
                                "-Xmx192m",
                                "-Dshipped=" + Shipped.FOLDER.toAbsolutePath(),
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                HotCycles.class.getName(),
                                CYCLES,
                                home.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(printed.toFile())
                        .start();
        try {
            assertTrue(process.waitFor(30, TimeUnit.MINUTES));
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(printed, StandardCharsets.UTF_8);
        assertEquals(0, process.exitValue(), text);
        assertTrue(text.contains("cycles in"), text);
        assertFalse(text.contains("Exception in thread"), text);
        System.out.println(text.lines().reduce((one, other) -> other).orElse(""));
    }
}
