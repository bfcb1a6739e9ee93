package org.openworkspace.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openworkspace.exam.Document;

/** What the documents name is there: files, sections, Maven options, commands, keys, services. */
class DocumentsIT {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Set<String> MADE = Set.of("target", "node_modules", ".git");
    private static final Pattern LINK =
            Pattern.compile("]\\((?!https?:)([^)\\s#]*)(#[^)\\s]+)?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern FILE =
            Pattern.compile(
                    "`((?:bundles|docs|features|integration-tests|\\.ci)/[\\w./-]*[\\w/])`");
    private static final Pattern MAVEN = Pattern.compile("\\bmvn ([^`\\n]+)");
    private static final Pattern COMMAND = Pattern.compile("\\bautotask:([a-z-]+)");
    private static final Pattern KEY =
            Pattern.compile("(?m)^(?: {4}([.\\w]+) = |\\{ \"([.\\w]+)\": )");

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : documents()) {
            for (MatchResult link : found(LINK, read(document))) {
                Path to =
                        link.group(1).isEmpty()
                                ? document
                                : document.resolveSibling(link.group(1)).normalize();
                if (!Files.exists(to)
                        || link.group(2) != null
                                && !sections(to).contains(link.group(2).substring(1))) {
                    broken.add(ROOT.relativize(document) + ": " + link.group());
                }
            }
        }
        assertEquals(List.of(), broken);
    }

    @Test
    void everyFileThatIsNamedIsThere() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path document : documents()) {
            for (MatchResult file : found(FILE, read(document))) {
                // what the build makes is there after the build alone
                if (!file.group(1).contains("/target")
                        && !Files.exists(ROOT.resolve(file.group(1)))) {
                    missing.add(ROOT.relativize(document) + ": " + file.group(1));
                }
            }
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void mavenKnowsEveryOption() throws IOException {
        String poms = all("pom.xml");
        String sources = all(".java");
        List<String> unknown = new ArrayList<>();
        int seen = 0;
        for (Path document : documents()) {
            for (MatchResult line : found(MAVEN, read(document))) {
                for (String word : line.group(1).split("\\s+")) {
                    String option = word.replaceAll("[,.;:)]+$", "");
                    seen++;
                    boolean known = true;
                    if (option.startsWith("-P")) {
                        known = poms.contains("<id>" + option.substring(2) + "</id>");
                    } else if (option.startsWith("-D")) {
                        String name = option.substring(2).replaceAll("=.*", "");
                        known =
                                name.equals("it.test")
                                        || poms.contains("${" + name + "}")
                                        || poms.contains("<" + name + ">")
                                        || sources.contains('"' + name + '"');
                    } else if (option.contains("/")) {
                        known = Files.exists(ROOT.resolve(option).resolve("pom.xml"));
                    }
                    if (!known) {
                        unknown.add(ROOT.relativize(document) + ": " + option);
                    }
                }
            }
        }
        assertTrue(seen > 5);
        assertEquals(List.of(), unknown);
    }

    @Test
    void everyCommandIsOneThatIsTestedAndDocumented() throws IOException {
        Set<String> commands =
                found(
                                Pattern.compile(
                                        "Command\\.FUNCTION \\+ \"([a-z-]+)\"|String NAME = \"(names)\""),
                                all("Command.java"))
                        .stream()
                        .map(m -> m.group(1) == null ? m.group(2) : m.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(commands.contains("list") && commands.contains("names"), commands::toString);
        String operating = read(ROOT.resolve("docs/operating.md"));
        String story = all("Story.java");
        for (String command : commands) {
            assertTrue(operating.contains("| `autotask:" + command), command);
            assertTrue(story.contains('"' + command + '"'), command);
        }
        commands.add("simulate");
        List<String> unknown = new ArrayList<>();
        for (Path document : documents()) {
            for (MatchResult command : found(COMMAND, read(document))) {
                if (!commands.contains(command.group(1))) {
                    unknown.add(ROOT.relativize(document) + ": " + command.group());
                }
            }
        }
        assertEquals(List.of(), unknown);
    }

    /** Those that are typed on a real Karaf by the test of the document on installing. */
    @Test
    void whatIsTypedAnywhereIsTypedByATest() throws IOException {
        List<String> tried = new Document(ROOT.resolve("docs/installing.md")).typed();
        List<String> untried = new ArrayList<>();
        for (Path document : documents()) {
            new Document(document)
                    .typed().stream().filter(line -> !tried.contains(line)).forEach(untried::add);
        }
        assertEquals(List.of(), untried);
    }

    @Test
    void everyKeyThatIsShownIsOneThatIsRead() throws IOException {
        String keys = read(ROOT.resolve("docs/configuration.md"));
        List<String> unknown = new ArrayList<>();
        int seen = 0;
        for (Path document : documents()) {
            for (MatchResult key : found(KEY, read(document))) {
                seen++;
                String name = key.group(1) == null ? key.group(2) : key.group(1);
                // these two are Karaf's own
                if (!keys.contains("| `" + name + "` |")
                        && !Set.of("felix.cm.dir", "karaf").contains(name)) {
                    unknown.add(ROOT.relativize(document) + ": " + name);
                }
            }
        }
        assertTrue(seen > 5);
        assertEquals(List.of(), unknown);
    }

    @Test
    void everyStateIsExplainedInEachLanguage() throws IOException {
        for (String document :
                List.of("operating.md en", "administrators.md en", "beheerders.md nl")) {
            String[] parts = document.split(" ");
            String text = read(ROOT.resolve("docs").resolve(parts[0]));
            List<String> states = states(parts[1].equals("en") ? "" : "_" + parts[1]);
            assertEquals(6, states.size());
            for (String state : states) {
                assertTrue(text.contains("\n| " + state + " |"), () -> state + " in " + document);
            }
        }
    }

    private static List<String> states(String language) throws IOException {
        Path texts =
                ROOT.resolve(
                        "bundles/connection-config/src/main/resources/OSGI-INF/l10n/states"
                                + language
                                + ".properties");
        return Files.readAllLines(texts).stream()
                .filter(line -> line.matches("[A-Z_]+=.*"))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .toList();
    }

    @Test
    void hostVendorsAndContributorsFindEveryExtensionPoint() throws IOException {
        String vendors = read(ROOT.resolve("bundles/workspace-api/README.md"));
        String contributors = read(ROOT.resolve("CONTRIBUTING.md"));
        for (String pattern : List.of("bundles/workspace-api", "bundles/connection-config")) {
            for (String service : interfaces(ROOT.resolve(pattern + "/src/main/java"))) {
                assertTrue(
                        contributors.contains("`" + service + "`"),
                        () -> service + " is not in CONTRIBUTING.md");
                assertTrue(
                        !pattern.endsWith("api") || vendors.contains("`" + service + "`"),
                        () -> service + " is not in workspace-api's README");
            }
        }
    }

    /** The exported interfaces that are services, but for values such as a watch. */
    private static List<String> interfaces(Path sources) throws IOException {
        Set<String> values = Set.of("Watch", "LegacyKeys");
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/internal/"))
                    .filter(file -> read(file).matches("(?s).*\npublic interface .*"))
                    .map(file -> file.getFileName().toString().replace(".java", ""))
                    .filter(name -> !values.contains(name))
                    .toList();
        }
    }

    private static List<Path> documents() throws IOException {
        return sources(".md");
    }

    private static List<Path> sources(String ending) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(
                ROOT,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) {
                        return MADE.contains(folder.getFileName().toString())
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (file.toString().endsWith(ending)) {
                            found.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        assertTrue(!found.isEmpty(), ending);
        return found;
    }

    private static String all(String ending) throws IOException {
        return sources(ending).stream().map(DocumentsIT::read).collect(Collectors.joining());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<MatchResult> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }

    /** The anchors of a document, as they are made of its headings. */
    private static Set<String> sections(Path document) {
        return found(HEADING, read(document)).stream()
                .map(
                        heading ->
                                heading.group(1)
                                        .toLowerCase(Locale.ROOT)
                                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
