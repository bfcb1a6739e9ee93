package org.openworkspace.autotask.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openworkspace.autotask.connection.Secret;

class FileNotesTest {

    @TempDir Path folder;
    private FileNotes notes;

    @BeforeEach
    void open() {
        notes = new FileNotes(new KeyFile(folder.resolve(KeyFile.NAME), false));
    }

    @Test
    void keepWhatWasWrittenLast() throws IOException {
        notes.write("topic", "one", Secret.of("first"));
        notes.write("topic", "one", Secret.of("second"));

        assertThat(notes.read("topic", "one")).contains(Secret.of("second"));
        assertThat(notes.names("topic")).containsExactly("one");
        assertThat(notes.read("topic", "two")).isEmpty();
        assertThat(notes.names("other")).isEmpty();
    }

    @Test
    void leaveNothingOfWhatAKilledProcessWasWriting() throws IOException {
        notes.write("topic", "one", Secret.of("first"));
        Path topic = folder.resolve("org.openworkspace.autotask.topic");
        Path left = Files.createFile(topic.resolve(".one123.tmp"));
        Path underWay = Files.createFile(topic.resolve(".one456.tmp"));
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minusSeconds(120)));
        notes.delete("topic", "one");

        assertThat(topic).isDirectoryContaining(underWay::equals);
        assertThat(left).doesNotExist();
    }

    @Test
    void areGoneWhenDeleted() throws IOException {
        notes.write("topic", "one", Secret.of("first"));
        notes.delete("topic", "one");
        notes.delete("topic", "one");

        assertThat(notes.read("topic", "one")).isEmpty();
        assertThat(notes.names("topic")).isEmpty();
    }

    @Test
    void showNothingToWhoReadsTheDisk() throws IOException {
        notes.write("topic", "one", Secret.of("CUSTOMERSOWN"));

        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readAllBytes(file)).asString().doesNotContain("CUSTOMERSOWN");
            }
        }
    }

    @Test
    void doNotOpenUnderAnotherNameOrKey() throws IOException {
        notes.write("topic", "one", Secret.of("first"));
        Path file = folder.resolve("org.openworkspace.autotask.topic").resolve("one");
        Files.copy(file, file.resolveSibling("two"));
        assertThat(notes.read("topic", "two")).isEmpty();

        Files.delete(folder.resolve(KeyFile.NAME));
        open();
        assertThat(notes.read("topic", "one")).isEmpty();
    }

    @Test
    void lieInTheirFolder() {
        assertThatThrownBy(() -> notes.read("topic", "../" + KeyFile.NAME))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void areLockedForOneAtATime() throws IOException {
        try (Closeable lock = notes.tryLock("topic").orElseThrow()) {
            assertThat(lock).isNotNull();
            assertThat(notes.tryLock("topic")).isEqualTo(Optional.empty());
        }
        try (Closeable lock = notes.tryLock("topic").orElseThrow()) {
            assertThat(lock).isNotNull();
        }
    }
}
