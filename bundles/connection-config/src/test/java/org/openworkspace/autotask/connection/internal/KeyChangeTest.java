package org.openworkspace.autotask.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openworkspace.autotask.connection.Secret;
import org.openworkspace.integration.Level;
import org.openworkspace.integration.OutcomeModel;
import org.openworkspace.user.WorkspaceUser;

class KeyChangeTest {

    private static final WorkspaceUser SANNE =
            new WorkspaceUser(
                    "sanne",
                    "sanne@contoso.example",
                    "",
                    "Sanne",
                    Locale.ENGLISH,
                    ZoneOffset.UTC,
                    Set.of(),
                    true,
                    "default");

    @TempDir Path folder;
    private final StoredInMemory stored = new StoredInMemory();
    private KeyFile keyFile;
    private String before;

    @BeforeEach
    void seal() {
        keyFile = new KeyFile(folder.resolve(KeyFile.NAME), false);
        before = keyFile.sealing().orElseThrow().seal(Secret.of("secret"), "one");
        stored.put(Map.of("id", "one", ".secret", before));
    }

    @Test
    void sealsEverythingAnewAndForgetsTheKeyBefore() {
        OutcomeModel outcome = change(keyFile).run("key.change", SANNE).orElseThrow();

        KeyFile restarted = new KeyFile(folder.resolve(KeyFile.NAME), true);
        assertThat(outcome.level()).isEqualTo(Level.OK);
        assertThat(restarted.open(stored.get().get(".secret").toString(), "one"))
                .contains(Secret.of("secret"));
        assertThat(restarted.open(before, "one")).isEmpty();
    }

    @Test
    void goesOnAtTheNextStartWhenItWasInterrupted() throws Exception {
        keyFile.beginChange();
        KeyFile restarted = new KeyFile(folder.resolve(KeyFile.NAME), true);
        assertThat(restarted.open(before, "one")).contains(Secret.of("secret"));

        change(restarted);

        assertThat(Files.size(folder.resolve(KeyFile.NAME))).isEqualTo(64);
        assertThat(restarted.open(stored.get().get(".secret").toString(), "one"))
                .contains(Secret.of("secret"));
        assertThat(restarted.open(before, "one")).isEmpty();
    }

    @Test
    void sealsNotesAnewAsWell() throws Exception {
        new FileNotes(keyFile).write("saving", "one", Secret.of("note"));

        change(keyFile).run("key.change", SANNE);

        KeyFile restarted = new KeyFile(folder.resolve(KeyFile.NAME), true);
        assertThat(new FileNotes(restarted).read("saving", "one")).contains(Secret.of("note"));
    }

    @Test
    void leavesAloneWhatNoKeyOpens() {
        stored.put(Map.of("id", "other", ".secret", before));

        change(keyFile).run("key.change", SANNE);

        assertThat(stored.get()).containsEntry(".secret", before);
    }

    @Test
    void changesNothingWhereTheKeyFileCannotBeTrusted() throws Exception {
        Files.write(folder.resolve(KeyFile.NAME), new byte[5]);
        KeyFile damaged = new KeyFile(folder.resolve(KeyFile.NAME), true);

        OutcomeModel outcome = change(damaged).run("key.change", SANNE).orElseThrow();

        assertThat(outcome.level()).isEqualTo(Level.ERROR);
        assertThat(Files.size(folder.resolve(KeyFile.NAME))).isEqualTo(5);
    }

    @Test
    void belongsToTheOperatorWhereThereAreSeveralOrganisations() {
        stored.put(Map.of("id", "one", "name", "Contoso", "organisation", "fabrikam"));
        KeyChange change = change(keyFile);

        assertThat(change.actions(SANNE)).isEmpty();
        assertThat(change.run("key.change", SANNE)).isEmpty();
        assertThat(change.rotate(Locale.ENGLISH).level()).isEqualTo(Level.OK);
    }

    private KeyChange change(KeyFile key) {
        return new KeyChange(key, stored.connections(), new FileNotes(key));
    }
}
