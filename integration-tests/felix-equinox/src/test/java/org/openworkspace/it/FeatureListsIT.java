package org.openworkspace.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.HashSet;
import java.util.Set;
import java.util.jar.JarFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The OSGi feature files and the Karaf features are one list in two notations. */
class FeatureListsIT {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "autotask-tile",
                "autotask-operations",
                "workspace-host",
                "autotask-simulator"
            })
    void bothNotationsNameTheSameBundles(String feature) throws Exception {
        assertEquals(Shipped.bundles(feature).keySet(), karaf(feature));
    }

    @Test
    void karafIsGivenNothingButWhatTheRuntimeFeatureHas() throws Exception {
        Set<String> runtime = karaf("osgi-runtime");
        assertTrue(!runtime.isEmpty());
        assertTrue(Shipped.bundles("osgi-runtime").keySet().containsAll(runtime));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "osgi-runtime",
                "autotask-tile",
                "autotask-operations",
                "workspace-host",
                "autotask-simulator"
            })
    void everyNamedBundleIsShipped(String feature) {
        assertTrue(
                Shipped.bundles(feature).keySet().stream()
                        .allMatch(bundle -> Files.isRegularFile(Shipped.jar(bundle))));
    }

    @Test
    void thePluginNeedsNoServletApi() throws Exception {
        for (String bundle : Shipped.bundles("autotask-tile").keySet()) {
            if (bundle.startsWith("org.openworkspace:")) {
                try (JarFile jar = new JarFile(Shipped.jar(bundle).toFile())) {
                    String imports =
                            jar.getManifest().getMainAttributes().getValue("Import-Package");
                    assertTrue(imports == null || !imports.contains("servlet"), bundle);
                }
            }
        }
    }

    private static Set<String> karaf(String feature) throws Exception {
        NodeList features =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(Shipped.FOLDER.resolve("features.xml").toFile())
                        .getElementsByTagName("feature");
        Set<String> bundles = new HashSet<>();
        for (int i = 0; i < features.getLength(); i++) {
            Element element = (Element) features.item(i);
            if (element.getAttribute("name").equals(feature)) {
                NodeList named = element.getElementsByTagName("bundle");
                for (int j = 0; j < named.getLength(); j++) {
                    bundles.add(
                            named.item(j)
                                    .getTextContent()
                                    .replaceFirst("^mvn:", "")
                                    .replace('/', ':'));
                }
            }
        }
        return bundles;
    }
}
