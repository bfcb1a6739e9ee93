package org.openworkspace.it;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.openworkspace.story.KilledUpgrade;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** The shipped plugin in a framework of its own process, which can be killed. */
final class FrameworkProcess {

    private static final int LAST_LEVEL = 10;

    private FrameworkProcess() {}

    /**
     * Starts a process.
     *
     * @param storage where the framework keeps its bundles
     * @param home where Configuration Admin and the plugin keep what must last
     * @param features what is installed
     */
    static Process start(Path storage, Path home, URI autotask, String... features)
            throws IOException {
        ProcessBuilder process =
                new ProcessBuilder(
                        KilledUpgrade.java(),
                        "-Xmx128m",
                        "-Dshipped=" + Shipped.FOLDER,
                        "-cp",
                        System.getProperty("java.class.path"),
                        FrameworkProcess.class.getName(),
                        storage.toString(),
                        home.toString(),
                        autotask.toString());
        process.command().addAll(List.of(features));
        File log = new File(storage + ".log");
        return process.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }

    public static void main(String[] arguments) throws BundleException, InterruptedException {
        String autotask = arguments[2];
        Framework framework =
                ServiceLoader.load(FrameworkFactory.class)
                        .findFirst()
                        .orElseThrow()
                        .newFramework(
                                Map.of(
                                        Constants.FRAMEWORK_STORAGE,
                                        arguments[0],
                                        Constants.FRAMEWORK_STORAGE_CLEAN,
                                        Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                                        "felix.cm.dir",
                                        arguments[1] + "/config",
                                        "org.openworkspace.home",
                                        arguments[1] + "/etc",
                                        "org.ops4j.pax.logging.DefaultServiceLog.level",
                                        "INFO",
                                        "configurator.initial",
                                        """
                                        {
                                          ":configurator:resource-version": 1,
                                          ":configurator:symbolic-name": "upgraded",
                                          ":configurator:version": "1.0.0",
                                          "org.openworkspace.autotask": {
                                            ".tracking.identifier": "DEMOTRACKINGIDENTIFIER00001",
                                            "discovery.url": "%1$sATServicesRest/",
                                            "allowed.hosts": ["%1$s"]
                                          }
                                        }
                                        """
                                                .formatted(autotask)));
        framework.init();
        for (String feature : List.of(arguments).subList(3, arguments.length)) {
            for (Map.Entry<String, Integer> entry : Shipped.bundles(feature).entrySet()) {
                Bundle bundle =
                        framework
                                .getBundleContext()
                                .installBundle(Shipped.jar(entry.getKey()).toUri().toString());
                bundle.adapt(BundleStartLevel.class).setStartLevel(entry.getValue());
                if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                    bundle.start();
                }
            }
        }
        framework.start();
        framework.adapt(FrameworkStartLevel.class).setStartLevel(LAST_LEVEL);
        framework.waitForStop(0);
    }
}
