package org.openworkspace.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.when;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openworkspace.autotask.connection.Cause;
import org.openworkspace.exam.Document;
import org.openworkspace.exam.PaxExamExtension;
import org.openworkspace.integration.IntegrationType;
import org.openworkspace.story.Story;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.BundleContext;

/** Health checks, commands and meters, with Felix's health check executor and Gogo's runtime. */
@ExtendWith(PaxExamExtension.class)
class OperationsIT {

    /** On Equinox the web console does not answer. */
    private static final boolean FELIX = "felix".equals(System.getProperty("framework"));

    private static final String TOKEN = "a-token-for-prometheus";

    private static final Path DOCS = Path.of("../../docs");
    private static final Path MADE = Path.of("target");
    private static final Locale DUTCH = Locale.forLanguageTag("nl");

    @Inject BundleContext bundles;
    @Inject IntegrationType integration;
    @Inject CommandProcessor gogo;

    @Configuration
    static Option[] framework() throws IOException {
        Path home = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "home");
        Path host = home.resolve("config/org/openworkspace/host.config");
        Files.createDirectories(host.getParent());
        Files.writeString(
                host,
                "service.pid=\"org.openworkspace.host\"\n.metrics.token=\"%s\"\ndata.directory=\"%s\"\n"
                        .formatted(TOKEN, home.resolve("data")));
        return options(
                Shipped.install(
                        "osgi-runtime",
                        "autotask-tile",
                        "autotask-operations",
                        "workspace-host",
                        "autotask-simulator"),
                composite(
                        Stream.of(
                                        "org.apache.felix.gogo.runtime",
                                        "org.apache.felix.gogo.command",
                                        "org.apache.felix.eventadmin",
                                        "org.apache.felix.healthcheck.core")
                                .map(Shipped::tool)
                                .toArray(Option[]::new)),
                when(FELIX)
                        .useOptions(
                                Shipped.tool("org.apache.felix.inventory"),
                                Shipped.tool("encoder"),
                                Shipped.tool("org.apache.felix.webconsole")),
                Shipped.built(Story.class),
                cleanCaches(),
                frameworkProperty("org.osgi.service.http.port")
                        .value(Integer.toString(Story.freePort())),
                frameworkProperty("org.apache.felix.http.host").value("127.0.0.1"),
                frameworkProperty("felix.cm.dir").value(home.resolve("config").toString()),
                frameworkProperty("org.openworkspace.home").value(home.toString()),
                frameworkProperty("org.ops4j.pax.logging.DefaultServiceLog.level").value("WARN"));
    }

    @Test
    void theShellTellsTheSame() throws Exception {
        try (Story story = new Story(bundles)) {
            story.theShellTellsTheSame(this::run);
        }
    }

    /** The documents say of connections and causes what the help page says, and nothing else. */
    @Test
    void theDocumentsSayWhatTheHelpPageSays() throws Exception {
        Optional<String> english =
                new Document(DOCS.resolve("administrators.md"))
                        .stale("help", help(Locale.ENGLISH), MADE.resolve("administrators.md"));
        Optional<String> dutch =
                new Document(DOCS.resolve("beheerders.md"))
                        .stale("help", help(DUTCH), MADE.resolve("beheerders.md"));
        Optional<String> causes =
                new Document(DOCS.resolve("operating.md"))
                        .stale("causes", causes(), MADE.resolve("operating.md"));
        assertEquals(
                List.of(), Stream.of(english, dutch, causes).flatMap(Optional::stream).toList());
    }

    private String help(Locale locale) {
        return integration.help(locale).stream()
                .map(s -> "## " + s.title() + "\n\n" + markdown(s.text()) + "\n")
                .collect(Collectors.joining("\n"));
    }

    private String causes() {
        Set<String> causes = Stream.of(Cause.values()).map(Cause::name).collect(Collectors.toSet());
        return "| cause | what it says | what to do |\n|---|---|---|\n"
                + integration.help(Locale.ENGLISH).stream()
                        .filter(s -> causes.contains(s.id()))
                        .map(s -> "| `" + s.id() + "` | " + cells(s.text()) + " |\n")
                        .collect(Collectors.joining());
    }

    private static String cells(String text) {
        return markdown(text).replace("\n\n", " | ");
    }

    /** The same text, where some characters mean something. */
    private static String markdown(String text) {
        return text.replaceAll("[*_<|]", "\\\\$0");
    }

    @Test
    void dataStaysUntilItIsRemoved() throws Exception {
        try (Story story = new Story(bundles)) {
            story.dataStaysUntilItIsRemoved(
                    this::run, Path.of(bundles.getProperty("org.openworkspace.home")));
        }
    }

    @Test
    void healthChecksSayTheSameAndMakeNoAttempt() throws Exception {
        try (Story story = new Story(bundles)) {
            story.healthFollowsTheConnections(this::run);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "framework", matches = "felix")
    void theWebConsoleShowsThemWithWhatToDo() throws Exception {
        try (Story story = new Story(bundles)) {
            story.theWebConsoleShowsConnections(
                    URI.create(
                            "http://localhost:"
                                    + bundles.getProperty("org.osgi.service.http.port")
                                    + "/system/console/autotask"));
        }
    }

    @Test
    void metersTellWhatWasAsked() throws Exception {
        try (Story story = new Story(bundles)) {
            story.metersTellWhatWasAsked(
                    URI.create(
                            "http://localhost:"
                                    + bundles.getProperty("org.osgi.service.http.port")),
                    TOKEN,
                    List.of(
                            Path.of("../../docs/operating.md"),
                            Path.of("../../docs/grafana-dashboard.json")));
        }
    }

    private String run(String line) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        try (CommandSession session =
                gogo.createSession(new ByteArrayInputStream(new byte[0]), out, out)) {
            Object result = session.execute(line);
            return printed.toString(StandardCharsets.UTF_8) + (result == null ? "" : result);
        }
    }
}
