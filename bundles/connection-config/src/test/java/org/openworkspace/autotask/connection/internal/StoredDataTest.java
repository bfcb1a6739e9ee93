package org.openworkspace.autotask.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openworkspace.autotask.connection.AutotaskSettings;
import org.openworkspace.autotask.connection.KeptData.Kept;
import org.openworkspace.autotask.connection.KeptData.Kind;
import org.openworkspace.autotask.connection.Secret;

class StoredDataTest {

    private static final String FILE = "/etc/org.openworkspace.autotask.connection-contoso.cfg";

    @TempDir Path folder;
    private final StoredInMemory memory = new StoredInMemory();
    private KeyFile keyFile;
    private StoredData data;

    @BeforeEach
    void keep() throws Exception {
        keyFile = new KeyFile(folder.resolve(KeyFile.NAME), false);
        FileNotes notes = new FileNotes(keyFile);
        notes.write("topic", "note", Secret.of("remembered"));
        StoredConnections stored = memory.connections();
        data =
                new StoredData(
                        stored,
                        notes,
                        new RememberedRefusals(keyFile, Clock.systemUTC()),
                        new LostConnections(stored, notes),
                        keyFile);
    }

    @Test
    void whatAFileOwnsStaysAndIsNamedByItsFile() throws Exception {
        Files.writeString(folder.resolve("org.openworkspace.autotask.cfg"), "refresh.seconds=60");
        memory.put(AutotaskSettings.PID, Map.of("refresh.seconds", 60));
        memory.put(ofAFile(".secret.ref", "env:CONTOSO"));

        data.remove(true);

        assertThat(data.all())
                .extracting(Kept::kind, Kept::where, Kept::removable)
                .contains(tuple(Kind.CONNECTION, FILE, false))
                .noneMatch(kept -> kept.toList().contains(Kind.KEY));
        assertThat(memory.get(AutotaskSettings.PID)).isEmpty();
        try (var left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactly("org.openworkspace.autotask.cfg");
        }
    }

    @Test
    void theKeyStaysWhileSomethingThatStaysIsSealedWithIt() {
        String sealed = keyFile.sealing().orElseThrow().seal(Secret.of("a secret"), "one");
        memory.put(ofAFile(".secret", sealed));

        data.remove(true);

        assertThat(data.all())
                .extracting(Kept::kind, Kept::removable)
                .contains(tuple(Kind.CONNECTION, false), tuple(Kind.KEY, false));
        assertThat(keyFile.open(sealed, "one")).contains(Secret.of("a secret"));
    }

    @Test
    void withoutTheKeyNoSecretIsTakenUntilTheNextStart() {
        data.remove(true);

        assertThat(data.all()).isEmpty();
        assertThat(keyFile.sealing()).isEmpty();
        assertThat(new KeyFile(folder.resolve(KeyFile.NAME), false).sealing()).isPresent();
    }

    private static Map<String, Object> ofAFile(String key, String secret) {
        return Map.of("id", "one", "name", "Contoso", key, secret, StoredConnections.FILE, FILE);
    }
}
