package org.openworkspace.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The reference of all keys says what the metatype of the shipped bundles says. */
class ConfigurationReferenceIT {

    private static final Path REFERENCE = Path.of("../../docs/configuration.md");
    private static final Path MADE = Path.of("target/configuration.md");
    private static final String BEGIN =
            """
            # Configuration

            Every key of every configuration, made from the metatype of the bundles by a test (`ConfigurationReferenceIT`); a console
            that knows metatype shows the same in Dutch and English. A dot at the beginning of a key keeps it out of the service
            registry. The READMEs of the bundles say more.
            """;

    @Test
    void isUpToDate() throws Exception {
        List<String> sections = new ArrayList<>();
        for (String feature :
                List.of(
                        "autotask-tile",
                        "autotask-operations",
                        "workspace-host",
                        "autotask-simulator")) {
            for (String bundle : Shipped.bundles(feature).keySet()) {
                if (bundle.startsWith("org.openworkspace:")) {
                    sections.addAll(sections(Shipped.jar(bundle)));
                }
            }
        }
        String made = BEGIN + sections.stream().distinct().sorted().collect(Collectors.joining());
        Files.writeString(MADE, made);
        assertEquals(
                made,
                Files.readString(REFERENCE),
                "docs/configuration.md is stale: cp integration-tests/felix-equinox/"
                        + MADE
                        + " docs/");
    }

    private static List<String> sections(Path file) throws Exception {
        List<String> sections = new ArrayList<>();
        try (JarFile jar = new JarFile(file.toFile())) {
            List<JarEntry> types =
                    jar.stream()
                            .filter(e -> e.getName().matches("OSGI-INF/metatype/.+\\.xml"))
                            .sorted(Comparator.comparing(JarEntry::getName))
                            .toList();
            for (JarEntry type : types) {
                Element root =
                        DocumentBuilderFactory.newInstance()
                                .newDocumentBuilder()
                                .parse(jar.getInputStream(type))
                                .getDocumentElement();
                sections.add(section(jar, root));
            }
        }
        return sections;
    }

    private static String section(JarFile jar, Element root) throws IOException {
        Element form = elements(root, "OCD").findFirst().orElseThrow();
        Element designate = elements(root, "Designate").findFirst().orElseThrow();
        boolean factory = designate.hasAttribute("factoryPid");
        String localization = root.getAttribute("localization") + ".properties";
        ResourceBundle texts;
        try (Reader reader =
                new InputStreamReader(
                        jar.getInputStream(jar.getEntry(localization)), StandardCharsets.UTF_8)) {
            texts = new PropertyResourceBundle(reader);
        }
        return "\n## %s\n\n%s%s\n\n| key | what it is | type | default | may be |\n|---|---|---|---|---|\n%s"
                .formatted(
                        factory
                                ? designate.getAttribute("factoryPid")
                                : designate.getAttribute("pid"),
                        text(form, "description", texts),
                        factory ? " As many as there are, each a factory configuration." : "",
                        elements(form, "AD")
                                .map(key -> row(key, texts))
                                .collect(Collectors.joining()));
    }

    private static String row(Element key, ResourceBundle texts) {
        String options =
                elements(key, "Option")
                        .map(option -> "`" + option.getAttribute("value") + "`")
                        .collect(Collectors.joining(", "));
        String standard = key.getAttribute("default");
        return "| `%s` | **%s**. %s | %s | %s | %s |\n"
                .formatted(
                        key.getAttribute("id"),
                        text(key, "name", texts),
                        text(key, "description", texts),
                        type(key),
                        standard.isEmpty() ? none(key) : "`" + standard.replace("\\", "") + "`",
                        options.isEmpty() ? range(key) : options);
    }

    private static String none(Element key) {
        return key.getAttribute("required").equals("false") ? "none" : "must be set";
    }

    private static String type(Element key) {
        boolean several =
                !key.getAttribute("cardinality").isEmpty()
                        && !key.getAttribute("cardinality").equals("0");
        return key.getAttribute("type") + (several ? ", several" : "");
    }

    private static String range(Element key) {
        String min = key.getAttribute("min");
        String max = key.getAttribute("max");
        return max.isEmpty() ? (min.isEmpty() ? "" : min + " or more") : min + " to " + max;
    }

    private static String text(Element element, String attribute, ResourceBundle texts) {
        String text = element.getAttribute(attribute);
        return (text.startsWith("%") ? texts.getString(text.substring(1)) : text)
                .replace("|", "\\|");
    }

    private static Stream<Element> elements(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i));
    }
}
