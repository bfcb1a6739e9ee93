package org.openworkspace.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.options;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openworkspace.exam.PaxExamExtension;
import org.openworkspace.story.Story;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** The plugin with the oldest framework and libraries that its imports admit. */
@ExtendWith(PaxExamExtension.class)
@EnabledIfSystemProperty(named = "oldest.framework", matches = ".+")
class OldestIT {

    private static final Path README = Path.of("../../features/README.md");
    private static final Pattern JAR = Pattern.compile("(.+)-(\\d[\\d.]*)\\.jar");

    @Inject BundleContext bundles;
    @Inject CommandProcessor gogo;

    @Configuration
    static Option[] framework() throws IOException {
        Path home = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "oldest");
        return options(
                Shipped.oldest(),
                Shipped.installOurs("autotask-tile", "autotask-operations", "autotask-simulator"),
                Shipped.built(Story.class),
                cleanCaches(),
                frameworkProperty("felix.cm.dir").value(home.resolve("config").toString()),
                frameworkProperty("org.openworkspace.home").value(home.toString()));
    }

    @Test
    void eachPersonSeesTheirOwnTickets() throws Exception {
        try (Story story = new Story(bundles)) {
            story.eachPersonSeesTheirOwnTickets();
        }
    }

    @Test
    void theShellTellsTheSame() throws Exception {
        try (Story story = new Story(bundles)) {
            story.theShellTellsTheSame(this::run);
        }
    }

    @Test
    void theReadmeNamesWhatIsTried() throws Exception {
        Matcher framework = jar(System.getProperty("oldest.framework"));
        assertEquals(
                framework.group(2),
                bundles.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                        .getHeaders()
                        .get(Constants.BUNDLE_VERSION)
                        .replaceFirst("\\.v\\d.*", ""));
        List<String> rows = Files.readAllLines(README);
        try (Stream<Path> jars = Files.list(Shipped.OLDEST)) {
            for (Path tried : jars.toList()) {
                assertNamed(rows, jar(tried.getFileName().toString()));
            }
        }
        assertNamed(rows, framework);
    }

    private static void assertNamed(List<String> rows, Matcher jar) {
        Optional<String> row =
                rows.stream()
                        .filter(line -> line.startsWith("| "))
                        .filter(line -> line.contains("`" + jar.group(1) + "`"))
                        .findFirst();
        assertTrue(row.isPresent(), jar.group(1));
        assertTrue(row.get().contains(" " + jar.group(2) + " "), row::get);
    }

    private static Matcher jar(String name) {
        Matcher matcher = JAR.matcher(name);
        assertTrue(matcher.matches(), name);
        return matcher;
    }

    private String run(String line) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        CommandSession session =
                gogo.createSession(new ByteArrayInputStream(new byte[0]), out, out);
        try {
            Object result = session.execute(line);
            return printed.toString(StandardCharsets.UTF_8) + (result == null ? "" : result);
        } finally {
            session.close();
        }
    }
}
