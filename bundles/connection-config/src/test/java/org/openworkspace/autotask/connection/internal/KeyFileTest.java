package org.openworkspace.autotask.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openworkspace.autotask.connection.Secret;

class KeyFileTest {

    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void place() {
        file = folder.resolve("etc").resolve(KeyFile.NAME);
    }

    @Test
    void isMadeForTheOwnerAlone() throws IOException {
        assertThat(new KeyFile(file, false).sealing()).isPresent();
        assertThat(Files.size(file)).isEqualTo(64);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(file.getParent()).isDirectoryContaining(file::equals);
        assertThat(Files.list(file.getParent())).hasSize(1);
    }

    @Test
    void opensAfterARestartWhatWasSealedBefore() {
        String sealed =
                new KeyFile(file, false).sealing().orElseThrow().seal(Secret.of("secret"), "one");

        assertThat(new KeyFile(file, true).sealing().orElseThrow().open(sealed, "one"))
                .contains(Secret.of("secret"));
    }

    @Test
    void isNotReplacedWhileSomethingIsSealedWithIt() {
        assertThat(new KeyFile(file, true).sealing()).isEmpty();
        assertThat(file).doesNotExist();
    }

    @Test
    void isNotUsedWhileOthersCanReadIt() throws IOException {
        new KeyFile(file, false);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThat(new KeyFile(file, true).sealing()).isEmpty();
    }

    @Test
    void isNotUsedWhenItIsTorn() throws IOException {
        new KeyFile(file, false);
        Files.write(file, new byte[63]);

        assertThat(new KeyFile(file, true).sealing()).isEmpty();
        assertThat(Files.size(file)).isEqualTo(63);
    }

    @Test
    void cannotBeMadeWhereAFileIsInTheWay() throws IOException {
        Files.writeString(folder.resolve("etc"), "not a folder");

        assertThat(new KeyFile(file, false).sealing()).isEmpty();
    }

    @Test
    void liesBesideTheConfigurationByDefault() {
        Optional<String> etc = Optional.of("/opt/karaf/etc");
        Optional<String> home = Optional.of("/srv/workspace/etc");
        Optional<String> cm = Optional.of("/srv/data/config");

        assertThat(KeyFile.defaultFolder(etc, home, cm)).isEqualTo(Path.of("/opt/karaf/etc"));
        assertThat(KeyFile.defaultFolder(Optional.empty(), home, cm))
                .isEqualTo(Path.of("/srv/workspace/etc"));
        assertThat(KeyFile.defaultFolder(Optional.empty(), Optional.empty(), cm))
                .isEqualTo(Path.of("/srv/data"));
    }
}
