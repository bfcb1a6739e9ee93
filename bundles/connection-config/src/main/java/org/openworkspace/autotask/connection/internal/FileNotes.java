package org.openworkspace.autotask.connection.internal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openworkspace.autotask.connection.SealedNotes;
import org.openworkspace.autotask.connection.Secret;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Notes as files, a folder for each topic, beside the key file. */
@Component(service = {SealedNotes.class, FileNotes.class})
public final class FileNotes implements SealedNotes {

    private static final String PREFIX = "org.openworkspace.autotask.";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,100}");

    private final KeyFile keyFile;

    @Activate
    public FileNotes(@Reference KeyFile keyFile) {
        this.keyFile = keyFile;
    }

    @Override
    public List<String> names(String topic) throws IOException {
        Path folder = folder(topic);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> NAME.matcher(name).matches())
                    .toList();
        }
    }

    @Override
    public Optional<Secret> read(String topic, String name) throws IOException {
        try {
            String sealed = Files.readString(file(topic, name), StandardCharsets.ISO_8859_1);
            return Sealing.isSealed(sealed)
                    ? keyFile.open(sealed, subject(topic, name))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void write(String topic, String name, Secret text) throws IOException {
        Sealing sealing =
                keyFile.sealing()
                        .orElseThrow(() -> new IOException("there is no key to seal a note with"));
        DurableFile.write(
                file(topic, name),
                sealing.seal(text, subject(topic, name)).getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void delete(String topic, String name) throws IOException {
        DurableFile.delete(file(topic, name));
    }

    @Override
    public Optional<Closeable> tryLock(String topic) throws IOException {
        Path file = folder(topic).resolveSibling(PREFIX + checked(topic) + ".lock");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(channel);
            }
        } catch (OverlappingFileLockException e) {
            // another bundle of this very process holds it
        }
        channel.close();
        return Optional.empty();
    }

    /** Seals every note with the newest key; one that no key opens stays as it is. */
    void sealAnew(Sealing sealing) throws IOException {
        for (String topic : topics()) {
            Path folder = folder(topic);
            for (String name : names(topic)) {
                String sealed = Files.readString(folder.resolve(name), StandardCharsets.ISO_8859_1);
                Optional<String> renewed =
                        Optional.of(sealed)
                                .filter(Sealing::isSealed)
                                .flatMap(text -> sealing.renewed(text, subject(topic, name)))
                                .filter(text -> !text.equals(sealed));
                if (renewed.isPresent()) {
                    DurableFile.write(
                            folder.resolve(name),
                            renewed.get().getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        }
    }

    /** Takes every note away, whoever wrote it. */
    void deleteAll() throws IOException {
        for (String topic : topics()) {
            try (Stream<Path> files = Files.list(folder(topic))) {
                for (Path file : files.toList()) {
                    DurableFile.delete(file);
                }
            }
            DurableFile.delete(folder(topic));
        }
    }

    /** The topics that have a folder, in no particular order. */
    List<String> topics() throws IOException {
        if (!Files.isDirectory(keyFile.folder())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(keyFile.folder())) {
            return files.filter(file -> file.getFileName().toString().startsWith(PREFIX))
                    .filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString().substring(PREFIX.length()))
                    .filter(topic -> NAME.matcher(topic).matches())
                    .toList();
        }
    }

    /** Where the notes on a topic are. */
    Path folder(String topic) {
        return keyFile.folder().resolve(PREFIX + checked(topic));
    }

    private Path file(String topic, String name) {
        return folder(topic).resolve(checked(name));
    }

    private static String subject(String topic, String name) {
        return "note/" + topic + "/" + name;
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a note's name has letters, digits and hyphens");
        }
        return name;
    }
}
