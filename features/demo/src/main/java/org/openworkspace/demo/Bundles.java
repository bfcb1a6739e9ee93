package org.openworkspace.demo;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.openworkspace.demo.Demo.CannotStart;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** The bundles of the shipped features, read from this jar and started in a framework. */
final class Bundles {

    private static final List<String> FEATURES =
            List.of(
                    "osgi-runtime",
                    "autotask-simulator", // before the plugin looks for it
                    "autotask-tile",
                    "autotask-operations",
                    "workspace-host");
    private static final int LAST_LEVEL = 10;

    private Bundles() {}

    /** Starts a framework with all features; it is starting its bundles when this returns. */
    static Framework start(DemoOptions options) throws CannotStart, IOException {
        Files.createDirectories(options.data());
        FrameworkFactory factory =
                ServiceLoader.load(FrameworkFactory.class)
                        .findFirst()
                        .orElseThrow(() -> new CannotStart("The jar holds no OSGi framework."));
        Framework framework = factory.newFramework(properties(options));
        try {
            framework.init();
            for (Map.Entry<String, Integer> entry : bundles().entrySet()) {
                Bundle bundle = install(framework, entry.getKey());
                bundle.adapt(BundleStartLevel.class).setStartLevel(entry.getValue());
                if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                    bundle.start();
                }
            }
            framework.start();
            framework.adapt(FrameworkStartLevel.class).setStartLevel(LAST_LEVEL);
            return framework;
        } catch (BundleException e) {
            throw new CannotStart("A bundle does not start: " + e.getMessage());
        }
    }

    private static Map<String, String> properties(DemoOptions options) throws IOException {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, options.data().resolve("framework").toString());
        // bundles come from the jar at every start; what they remember lives elsewhere
        properties.put(
                Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        properties.put("felix.cm.dir", options.data().resolve("config").toString());
        properties.put("org.openworkspace.home", options.etc().toString());
        properties.put("org.apache.felix.http.host", "localhost");
        properties.put("org.osgi.service.http.port", Integer.toString(options.port()));
        properties.put("org.ops4j.pax.logging.DefaultServiceLog.level", "WARN");
        properties.put("configurator.initial", configurations(options));
        return properties;
    }

    private static String configurations(DemoOptions options) throws IOException {
        String template =
                new String(resource("/configurations.json"), StandardCharsets.UTF_8)
                        .replace("${simulator.port}", Integer.toString(options.simulatorPort()));
        return template.replace(
                        "\"${world}\"", Json.createValue(options.simulatorWorld()).toString())
                .replace("\"${data}\"", Json.createValue(options.data().toString()).toString())
                .replace(
                        "\"${logback}\"",
                        Json.createValue(options.logConfiguration().toString()).toString());
    }

    /** Every bundle of every feature, once, with its start level. */
    private static Map<String, Integer> bundles() throws IOException {
        Map<String, Integer> bundles = new LinkedHashMap<>();
        for (String feature : FEATURES) {
            JsonObject json = json("/features/" + feature + ".json");
            for (JsonValue value : json.getJsonArray("bundles")) {
                JsonObject bundle = value.asJsonObject();
                bundles.putIfAbsent(bundle.getString("id"), bundle.getInt("start-order"));
            }
        }
        return bundles;
    }

    private static Bundle install(Framework framework, String id)
            throws BundleException, IOException, CannotStart {
        String[] coordinates = id.split(":");
        String jar = "/bundles/" + coordinates[1] + "-" + coordinates[2] + ".jar";
        try (InputStream content = Bundles.class.getResourceAsStream(jar)) {
            if (content == null) {
                throw new CannotStart("The jar lacks " + jar + ", which a feature names.");
            }
            return framework.getBundleContext().installBundle("mvn:" + id, content);
        }
    }

    private static JsonObject json(String resource) throws IOException {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(resource(resource)))) {
            return reader.readObject();
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream content = Bundles.class.getResourceAsStream(name)) {
            if (content == null) {
                throw new IOException("the jar lacks " + name);
            }
            return content.readAllBytes();
        }
    }
}
