package org.openworkspace.autotask.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openworkspace.autotask.connection.ConnectionForm;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;

/** What becomes of a change when everything stops in the middle of it. */
class SaveJournalTest {

    private static final Map<String, Object> OLD = Map.of("id", "one", "name", "Old");
    private static final Map<String, Object> NEW =
            Map.of("id", "one", "name", "New", "status.map", new String[] {"7=DONE|a|b"});

    @TempDir Path folder;
    private final StoredInMemory memory = new StoredInMemory();
    private StoredConnections stored;
    private KeyFile keyFile;
    private FileNotes notes;
    private SaveJournal journal;
    private Instant now = Instant.parse("2026-11-25T12:00:00Z");
    private final InstantSource clock = () -> now;

    @BeforeEach
    void start() {
        stored = memory.connections();
        keyFile = new KeyFile(folder.resolve(KeyFile.NAME), false);
        notes = new FileNotes(keyFile);
        memory.put(OLD);
        restart();
    }

    @Test
    void aChangeThatWasOnlyNotedIsMade() throws Exception {
        journal.begin(StoredInMemory.PID, Optional.of(NEW));
        restart();

        assertThat(memory.get()).containsEntry("name", "New");
        assertThat((String[]) memory.get().get("status.map")).containsExactly("7=DONE|a|b");
        assertThat(notes.names("saving")).isEmpty();
    }

    @Test
    void aConfigurationThatTheStoreLostComesBack() throws Exception {
        stored.put(stored.byPid(StoredInMemory.PID).orElseThrow(), NEW);
        memory.lose();
        restart();

        assertThat(memory.get()).containsEntry("name", "New");
    }

    @Test
    void aDeletionThatWasOnlyNotedIsMade() throws Exception {
        journal.begin(StoredInMemory.PID, Optional.empty());
        restart();

        assertThat(stored.all()).isEmpty();
    }

    @Test
    void whatSomebodyElseChangesAfterwardsIsTheirs() throws Exception {
        stored.put(stored.byPid(StoredInMemory.PID).orElseThrow(), NEW);
        memory.put(Map.of("id", "one", "name", "Theirs"));
        journal.configurationEvent(event());
        restart();

        assertThat(memory.get()).containsEntry("name", "Theirs");
    }

    @Test
    void ourOwnChangeIsKeptWhenItIsToldOf() throws Exception {
        stored.put(stored.byPid(StoredInMemory.PID).orElseThrow(), NEW);
        journal.configurationEvent(event());

        assertThat(notes.names("saving")).hasSize(1);
    }

    @Test
    void aMinuteLaterTheStoreIsTrusted() throws Exception {
        stored.put(stored.byPid(StoredInMemory.PID).orElseThrow(), NEW);
        stored.tidy();
        assertThat(notes.names("saving")).hasSize(1);

        now = now.plusSeconds(61);
        stored.tidy();

        assertThat(notes.names("saving")).isEmpty();
    }

    @Test
    void whatIsNotNotedIsNotTouched() {
        memory.lose();
        restart();

        assertThat(stored.all()).isEmpty();
    }

    @Test
    void aFullDiskChangesNothing() throws IOException {
        Files.writeString(folder.resolve("org.openworkspace.autotask.saving"), "in the way");

        assertThatThrownBy(() -> stored.put(stored.byPid(StoredInMemory.PID).orElseThrow(), NEW))
                .isInstanceOf(IOException.class);
        assertThat(memory.get()).containsEntry("name", "Old");
    }

    @Test
    void noNoteIsReadableWithoutTheKey() throws IOException {
        journal.begin(StoredInMemory.PID, Optional.of(Map.of("name", "canary")));

        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .doesNotContain("canary")
                        .doesNotContain("Y2FuYXJ5");
            }
        }
    }

    private void restart() {
        journal = new SaveJournal(stored, notes, keyFile, clock);
    }

    @SuppressWarnings("unchecked")
    private static ConfigurationEvent event() {
        ServiceReference<ConfigurationAdmin> reference =
                (ServiceReference<ConfigurationAdmin>)
                        Proxy.newProxyInstance(
                                SaveJournalTest.class.getClassLoader(),
                                new Class<?>[] {ServiceReference.class},
                                (proxy, method, arguments) -> null);
        return new ConfigurationEvent(
                reference, ConfigurationEvent.CM_UPDATED, ConnectionForm.PID, StoredInMemory.PID);
    }
}
