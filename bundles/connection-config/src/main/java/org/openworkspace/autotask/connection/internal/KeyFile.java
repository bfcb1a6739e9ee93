package org.openworkspace.autotask.connection.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openworkspace.autotask.connection.AutotaskSettings;
import org.openworkspace.autotask.connection.Cause;
import org.openworkspace.autotask.connection.Secret;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file with the key that seals secrets. It lies beside the configuration, never among the data,
 * so that a backup of the data opens nothing. It is made once, and only while nothing is sealed
 * anywhere: a lost key must be brought back, not replaced by one that opens nothing.
 */
@Component(service = KeyFile.class, configurationPid = AutotaskSettings.PID)
public final class KeyFile {

    static final String NAME = "org.openworkspace.autotask.key";

    private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);
    private static final Set<Integer> LENGTHS =
            Set.of(2 * Sealing.KEY_BYTES, 3 * Sealing.KEY_BYTES);
    private static final Set<PosixFilePermission> OTHERS =
            Set.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE);

    private final Path file;
    private volatile Optional<Sealing> sealing = Optional.empty();
    private volatile Optional<Cause> problem = Optional.empty();

    @Activate
    public KeyFile(
            BundleContext context,
            Map<String, Object> properties,
            @Reference StoredConnections stored) {
        this(
                Optional.of(Configured.text(properties, "key.file"))
                        .filter(path -> !path.isEmpty())
                        .map(Path::of)
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

    /** Another file is taken from the next start on: what is open now is sealed with this one. */
    @Modified
    void modified(Map<String, Object> properties) {
        Path wanted = Path.of(Configured.text(properties, "key.file")).toAbsolutePath();
        if (!Configured.text(properties, "key.file").isEmpty() && !wanted.equals(file)) {
            LOG.warn("key.file was changed to {}; it is used from the next start on", wanted);
        }
    }

    /** A key file of that name; {@code anythingSealed} keeps one from being made. */
    public KeyFile(Path file, boolean anythingSealed) {
        this.file = file.toAbsolutePath();
        open(anythingSealed);
    }

    /** Seals and opens; empty if there is no key that can be trusted. */
    Optional<Sealing> sealing() {
        return sealing;
    }

    /** Why there is no key that can be trusted; empty if there is one. */
    Optional<Cause> problem() {
        return problem;
    }

    /** Whether the key is being changed: what was sealed with the one before still opens. */
    boolean changing() {
        return sealing.isPresent() && length() == 3 * Sealing.KEY_BYTES;
    }

    /**
     * Puts a new key in front of the one that seals now; durable when it returns. Does nothing
     * while a change is under way.
     */
    synchronized void beginChange() throws IOException {
        if (!changing()) {
            byte[] key = random(Sealing.KEY_BYTES);
            byte[] before = Files.readAllBytes(file);
            use(ByteBuffer.allocate(key.length + before.length).put(key).put(before).array());
        }
    }

    /** Forgets the key before, once nothing is sealed with it any more. */
    synchronized void endChange() throws IOException {
        byte[] all = Files.readAllBytes(file);
        if (all.length == 3 * Sealing.KEY_BYTES) {
            use(
                    ByteBuffer.allocate(2 * Sealing.KEY_BYTES)
                            .put(all, 0, Sealing.KEY_BYTES)
                            .put(all, 2 * Sealing.KEY_BYTES, Sealing.KEY_BYTES)
                            .array());
        }
    }

    private void use(byte[] keys) throws IOException {
        DurableFile.write(file, keys);
        sealing = Optional.of(new Sealing(keys));
    }

    private long length() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return -1;
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /** Opens what was sealed for a connection; what was never sealed comes back as it is. */
    Optional<Secret> open(String stored, String connectionId) {
        return Sealing.isSealed(stored)
                ? sealing.flatMap(s -> s.open(stored, connectionId))
                : Optional.of(Secret.of(stored));
    }

    /** The file, if there is one. */
    Optional<Path> file() {
        return Optional.of(file).filter(Files::exists);
    }

    /** Takes the key away for good; until the next start there is none. */
    synchronized void delete() throws IOException {
        DurableFile.delete(file);
        sealing = Optional.empty();
        problem = Optional.of(Cause.KEY_MISSING);
    }

    /** Where small things are kept that must not get lost and that nobody else may read. */
    Path folder() {
        return file.resolveSibling("");
    }

    static Path defaultFolder(
            Optional<String> karafEtc, Optional<String> home, Optional<String> cmDirectory) {
        return karafEtc.or(() -> home)
                .map(Path::of)
                .or(() -> cmDirectory.map(d -> Path.of(d).toAbsolutePath().getParent()))
                .orElseGet(() -> Path.of(""));
    }

    private void open(boolean anythingSealed) {
        try {
            DurableFile.sweep(file);
            if (!Files.exists(file)) {
                if (anythingSealed) {
                    refuse(
                            Cause.KEY_MISSING,
                            "is missing, and secrets are sealed with it: bring it back. Without a"
                                    + " copy, make one of 64 random bytes (chmod 600), restart, and"
                                    + " enter every secret anew");
                    return;
                }
                DurableFile.write(file, random(2 * Sealing.KEY_BYTES));
                LOG.info(
                        "Made the key file {}. Keep it safe, and apart from backups of the data.",
                        file);
            }
            if (DurableFile.posix()
                    && !Collections.disjoint(Files.getPosixFilePermissions(file), OTHERS)) {
                refuse(
                        Cause.KEY_EXPOSED,
                        "can be read by others, so it is not used: take their rights away (chmod"
                                + " 600)");
                return;
            }
            byte[] keys = Files.readAllBytes(file);
            if (LENGTHS.contains(keys.length)) {
                sealing = Optional.of(new Sealing(keys));
            } else {
                refuse(
                        Cause.KEY_DAMAGED,
                        "is damaged: it has " + keys.length + " bytes. Bring back a good copy");
            }
        } catch (IOException e) {
            refuse(
                    Cause.KEY_DAMAGED,
                    "cannot be used: " + e + ". Secrets stay closed until it can");
        }
    }

    private void refuse(Cause cause, String why) {
        problem = Optional.of(cause);
        LOG.warn("The key file {} {}.", file, why);
    }
}
