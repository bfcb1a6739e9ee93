package org.openworkspace.autotask.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openworkspace.integration.NoticeModel;
import org.openworkspace.user.WorkspaceUser;

class LostConnectionsTest {

    private static final WorkspaceUser SANNE = administrator("default");

    @TempDir Path folder;
    private final StoredInMemory memory = new StoredInMemory();
    private FileNotes notes;

    @BeforeEach
    void know() {
        notes = new FileNotes(new KeyFile(folder.resolve(KeyFile.NAME), false));
        memory.put(Map.of("id", "one", "name", "Contoso"));
        start();
    }

    @Test
    void areNamedToTheirOrganisationUntilDismissed() {
        memory.lose();

        assertThat(start().notices(SANNE))
                .extracting(NoticeModel::title)
                .containsExactly("The connection Contoso is gone");
        assertThat(start().notices(administrator("fabrikam"))).isEmpty();

        LostConnections lost = start();
        String notice = lost.notices(SANNE).get(0).dismissalId().orElseThrow();
        assertThat(lost.dismiss(notice, administrator("fabrikam"))).isFalse();
        assertThat(lost.dismiss(notice, SANNE)).isTrue();
        assertThat(start().notices(SANNE)).isEmpty();
    }

    @Test
    void areNoneWhileEverythingIsThere() {
        assertThat(start().notices(SANNE)).isEmpty();
    }

    private LostConnections start() {
        return new LostConnections(memory.connections(), notes);
    }

    private static WorkspaceUser administrator(String organisation) {
        return new WorkspaceUser(
                "sanne",
                "sanne@contoso.example",
                "",
                "Sanne",
                Locale.ENGLISH,
                ZoneOffset.UTC,
                Set.of(),
                true,
                organisation);
    }
}
