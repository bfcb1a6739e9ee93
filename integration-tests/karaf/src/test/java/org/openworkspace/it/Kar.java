package org.openworkspace.it;

import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.features;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.overrideJUnitBundles;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.useOwnKarafExamSystemConfiguration;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;

/** A stock Karaf that can reach no repository but the one inside our KAR, for what we ship. */
final class Kar {

    static final Path SHIPPED = Path.of(System.getProperty("shipped", "target/shipped"));

    private Kar() {}

    static Option[] stockKaraf(String... features) throws IOException {
        String maven = "etc/org.ops4j.pax.url.mvn.cfg";
        return CoreOptions.options(
                karafDistributionConfiguration()
                        .frameworkUrl(uri("apache-karaf.tar.gz"))
                        .karafVersion(System.getProperty("karaf.version"))
                        .name("Apache Karaf")
                        .unpackDirectory(new File("target/exam"))
                        .useDeployFolder(false),
                useOwnKarafExamSystemConfiguration("jupiter"),
                overrideJUnitBundles(),
                keepRuntimeFolder(),
                configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
                editConfigurationFilePut(
                        maven,
                        "org.ops4j.pax.url.mvn.localRepository",
                        Path.of("target/empty-repository").toAbsolutePath().toString()),
                editConfigurationFilePut(maven, "org.ops4j.pax.url.mvn.repositories", ""),
                editConfigurationFilePut(
                        maven,
                        "org.ops4j.pax.url.mvn.defaultRepositories",
                        "file:${karaf.home}/${karaf.default.repository}@id=system.repository@snapshots,"
                                + unpacked()
                                + ","
                                + examined()),
                features(uri("autotask-features-features.xml"), features),
                CoreOptions.bundle(uri("story.jar")));
    }

    static String uri(String file) {
        return SHIPPED.resolve(file).toAbsolutePath().toUri().toString();
    }

    /** What drives the tests is not in the KAR: these two groups alone come from the build. */
    private static String examined() throws IOException {
        Path repository = Path.of("target/exam-repository").toAbsolutePath();
        for (String group : List.of("org/ops4j", "jakarta/inject")) {
            Path link = repository.resolve(group);
            Files.createDirectories(link.getParent());
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, Path.of(System.getProperty("local.repository"), group));
        }
        return repository.toUri() + "@id=exam";
    }

    /** A KAR is a zip with a Maven repository inside. */
    static String unpacked() throws IOException {
        Path target = Path.of("target/kar").toAbsolutePath();
        try (ZipFile kar = new ZipFile(SHIPPED.resolve("autotask-features.kar").toFile())) {
            for (ZipEntry entry : Collections.list(kar.entries())) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("an entry points outside: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    continue;
                }
                Files.createDirectories(file.getParent());
                try (InputStream content = kar.getInputStream(entry)) {
                    Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        return target.resolve("repository").toUri() + "@id=kar@snapshots";
    }
}
