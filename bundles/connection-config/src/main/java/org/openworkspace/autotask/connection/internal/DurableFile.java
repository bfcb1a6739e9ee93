package org.openworkspace.autotask.connection.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Writes a small file that nobody else may read: wholly or not at all, and on the disk on return.
 */
final class DurableFile {

    /** How long a write that is under way may take. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private DurableFile() {}

    static void write(Path file, byte[] content) throws IOException {
        Path folder = file.toAbsolutePath().resolveSibling("");
        Files.createDirectories(folder);
        Path written = Files.createTempFile(folder, "." + file.getFileName(), ".tmp", ownerOnly());
        try {
            try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(
                    written,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            sync(folder);
        } finally {
            Files.deleteIfExists(written);
        }
        sweep(file);
    }

    /** Takes away what processes left behind that ended in the middle of writing a file. */
    static void sweep(Path file) throws IOException {
        try (Stream<Path> others = Files.list(file.toAbsolutePath().resolveSibling(""))) {
            for (Path other : others.filter(o -> isUnfinished(o, file)).toList()) {
                if (Files.getLastModifiedTime(other)
                        .toInstant()
                        .isBefore(Instant.now().minus(LONGEST))) {
                    Files.deleteIfExists(other);
                }
            }
        } catch (NoSuchFileException e) {
            // another process was faster, or the folder is not there yet
        }
    }

    private static boolean isUnfinished(Path other, Path file) {
        String name = other.getFileName().toString();
        return name.startsWith("." + file.getFileName()) && name.endsWith(".tmp");
    }

    /** Deletes a file, if there is one; it is off the disk on return. */
    static void delete(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            sync(file.toAbsolutePath().resolveSibling(""));
        }
        sweep(file);
    }

    private static void sync(Path folder) throws IOException {
        if (posix()) {
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }

    static boolean posix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] ownerOnly() {
        return posix()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
