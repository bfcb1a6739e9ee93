package org.openworkspace.autotask.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openworkspace.autotask.connection.Secret;

class SecretReferenceTest {

    @TempDir Path folder;
    private Path secrets;

    @BeforeEach
    void keepSecrets() throws IOException {
        secrets = Files.createDirectory(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("contoso"), "Pa$$ word\n");
        Files.writeString(folder.resolve("outside"), "not yours");
        Files.createSymbolicLink(secrets.resolve("link"), folder.resolve("outside"));
        Files.writeString(secrets.resolve("empty"), "\n");
        Files.write(secrets.resolve("large"), new byte[1001]);
    }

    @Test
    void readsAFileWithoutItsLineBreak() {
        assertThat(resolve("file:contoso")).contains(Secret.of("Pa$$ word"));
    }

    @Test
    void readsAnEnvironmentVariable() {
        assertThat(resolve("env:CONTOSO")).contains(Secret.of("from CONTOSO"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:../outside",
                "file:link",
                "file:/etc/hostname",
                "file:",
                "file:missing",
                "file:empty",
                "file:large",
                "file:\u0000",
                "env:",
                "vault:contoso",
                "contoso"
            })
    void leadsNowhereElse(String reference) {
        assertThat(resolve(reference)).isEmpty();
    }

    @Test
    void readsNoFileWithoutAFolderOfSecrets() {
        assertThat(new SecretReference("file:contoso").resolve(Optional.empty(), name -> ""))
                .isEmpty();
    }

    private Optional<Secret> resolve(String reference) {
        return new SecretReference(reference)
                .resolve(Optional.of(secrets), name -> name.isEmpty() ? "" : "from " + name);
    }
}
