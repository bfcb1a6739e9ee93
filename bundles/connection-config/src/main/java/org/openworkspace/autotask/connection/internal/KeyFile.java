package org.openworkspace.autotask.connection.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.openworkspace.autotask.connection.Secret;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file with the key that seals secrets. It lies beside the configuration, never among the data,
 * so that a backup of the data opens nothing. It is made once, and only while nothing is sealed
 * anywhere: a lost key must be brought back, not replaced by one that opens nothing.
 */
@Component(service = KeyFile.class)
public final class KeyFile {

    static final String NAME = "org.openworkspace.autotask.key";

    private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);
    private static final int BYTES = 32;
    private static final Set<PosixFilePermission> OTHERS =
            Set.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE);

    private final Path folder;
    private final Optional<Sealing> sealing;

    @Activate
    public KeyFile(
            BundleContext context,
            @Reference ConfiguredSettings settings,
            @Reference StoredConnections stored) {
        this(
                settings.keyFile()
                        .orElseGet(
                                () ->
                                        defaultFolder(
                                                        Optional.ofNullable(
                                                                context.getProperty("karaf.etc")),
                                                        Optional.ofNullable(
                                                                context.getProperty(
                                                                        "org.openworkspace.home")),
                                                        Optional.ofNullable(
                                                                context.getProperty(
                                                                        "felix.cm.dir")))
                                                .resolve(NAME)),
                stored.anySealed());
    }

    KeyFile(Path file, boolean anythingSealed) {
        this.folder = file.toAbsolutePath().resolveSibling("");
        this.sealing = open(file.toAbsolutePath(), anythingSealed);
    }

    /** Seals and opens; empty if there is no key that can be trusted. */
    Optional<Sealing> sealing() {
        return sealing;
    }

    /** Opens what was sealed for a connection; what was never sealed comes back as it is. */
    Optional<Secret> open(String stored, String connectionId) {
        return Sealing.isSealed(stored)
                ? sealing.flatMap(s -> s.open(stored, connectionId))
                : Optional.of(Secret.of(stored));
    }

    /** Where small things are kept that must not get lost and that nobody else may read. */
    Path folder() {
        return folder;
    }

    static Path defaultFolder(
            Optional<String> karafEtc, Optional<String> home, Optional<String> cmDirectory) {
        return karafEtc.or(() -> home)
                .map(Path::of)
                .or(() -> cmDirectory.map(d -> Path.of(d).toAbsolutePath().getParent()))
                .orElseGet(() -> Path.of(""));
    }

    private static Optional<Sealing> open(Path file, boolean anythingSealed) {
        try {
            if (!Files.exists(file)) {
                if (anythingSealed) {
                    LOG.warn(
                            "The key file {} is missing, and secrets are sealed with it: bring it back,"
                                    + " or enter the secret of each connection anew.",
                            file);
                    return Optional.empty();
                }
                byte[] key = new byte[BYTES];
                new SecureRandom().nextBytes(key);
                DurableFile.write(file, key);
                LOG.info(
                        "Made the key file {}. Keep it safe, and apart from backups of the data.",
                        file);
            }
            if (DurableFile.posix()
                    && !Collections.disjoint(Files.getPosixFilePermissions(file), OTHERS)) {
                LOG.warn(
                        "The key file {} can be read by others, so it is not used: take their rights"
                                + " away (chmod 600).",
                        file);
                return Optional.empty();
            }
            byte[] key = Files.readAllBytes(file);
            if (key.length != BYTES) {
                LOG.warn(
                        "The key file {} is damaged: it has {} bytes instead of {}. Bring back a good"
                                + " copy.",
                        file,
                        key.length,
                        BYTES);
                return Optional.empty();
            }
            return Optional.of(new Sealing(key));
        } catch (IOException e) {
            LOG.warn(
                    "The key file {} cannot be used: {}. Secrets stay closed until it can.",
                    file,
                    e.toString());
            return Optional.empty();
        }
    }
}
