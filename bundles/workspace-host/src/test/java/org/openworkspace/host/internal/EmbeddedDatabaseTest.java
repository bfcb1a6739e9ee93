package org.openworkspace.host.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openworkspace.user.WorkspaceUser;

class EmbeddedDatabaseTest {

    private static final WorkspaceUser ANN =
            new WorkspaceUser(
                    "ann",
                    "ann@contoso.example",
                    "",
                    "Ann",
                    Locale.ENGLISH,
                    ZoneOffset.UTC,
                    Set.of(),
                    false,
                    WorkspaceUser.DEFAULT_ORGANISATION);

    @TempDir private Path folder;

    /** What lies on disk is all that a killed process leaves. */
    @Test
    void whatWasAnsweredIsOnDisk() throws IOException {
        Path left = Files.createDirectory(folder.resolve("left"));
        try (Database database = open(folder)) {
            database.prefer(ANN, new Preference("nl", "dark"));
            Files.copy(folder.resolve("workspace.mv.db"), left.resolve("workspace.mv.db"));
        }
        try (Database database = open(left)) {
            assertThat(database.preference(ANN)).contains(new Preference("nl", "dark"));
        }
    }

    private static Database open(Path folder) {
        return new Database(TestDatabases.h2(folder), Clock.systemUTC());
    }
}
