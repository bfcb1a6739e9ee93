package org.openworkspace.autotask.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openworkspace.autotask.connection.AutotaskSettings;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.connection.Secret;

class RememberedRefusalsTest {

    @TempDir Path folder;
    private KeyFile keyFile;
    private Login login;
    private Instant time = Instant.EPOCH;

    @BeforeEach
    void logIn() {
        keyFile = new KeyFile(folder.resolve(KeyFile.NAME), false);
        login = login("api@contoso.example", "wrong");
    }

    @Test
    void letsThroughWhatWasNeverRefused() {
        assertThat(new RememberedRefusals(keyFile).isRefused(login)).isFalse();
    }

    @Test
    void remembersOverARestart() {
        new RememberedRefusals(keyFile).refused(login);

        assertThat(new RememberedRefusals(keyFile).isRefused(login)).isTrue();
        assertThat(new RememberedRefusals(keyFile).isRefused(login("API@contoso.example", "wrong")))
                .as("the username in other letters")
                .isTrue();
    }

    @Test
    void aRestIsRememberedOverARestart() {
        Instant until = Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
        RememberedRefusals refusals = new RememberedRefusals(keyFile);
        assertThat(refusals.ask(login, until)).isEmpty();
        assertThat(refusals.rests(login)).as("not refused yet").isEmpty();
        refusals.refused(login);
        assertThat(refusals.ask(login, until.plusSeconds(60))).contains(until);

        RememberedRefusals again = new RememberedRefusals(keyFile);
        assertThat(again.rests(login)).contains(until);
        assertThat(again.isRefused(login)).isTrue();
        again.retry(login);
        assertThat(new RememberedRefusals(keyFile).rests(login)).isEmpty();
    }

    @Test
    void aRestEnds() {
        Instant now = Instant.parse("2026-03-01T10:00:00Z");
        RememberedRefusals refusals = new RememberedRefusals(keyFile, fixed(now));
        refusals.ask(login, now.plusSeconds(60));
        refusals.refused(login);

        time = now.plusSeconds(60);
        assertThat(refusals.rests(login)).isEmpty();
        assertThat(refusals.isRefused(login)).isTrue();
    }

    @Test
    void letsANewSecretThrough() {
        new RememberedRefusals(keyFile).refused(login);

        assertThat(new RememberedRefusals(keyFile).isRefused(login("api@contoso.example", "right")))
                .isFalse();
    }

    @Test
    void forgetsWhenAskedTo() {
        RememberedRefusals refusals = new RememberedRefusals(keyFile);
        refusals.refused(login);
        refusals.retry(login);

        assertThat(refusals.isRefused(login)).isFalse();
        assertThat(new RememberedRefusals(keyFile).isRefused(login)).isFalse();
    }

    @Test
    void writesNeitherNamesNorSecrets() throws IOException {
        new RememberedRefusals(keyFile).refused(login);

        assertThat(Files.readString(folder.resolve(RememberedRefusals.NAME)))
                .doesNotContain("contoso")
                .doesNotContain("wrong")
                .containsPattern("[0-9a-f]{64}");
    }

    @Test
    void passesOverWhatItDidNotWrite() throws IOException {
        new RememberedRefusals(keyFile).refused(login);
        Path file = folder.resolve(RememberedRefusals.NAME);
        Files.writeString(file, "\u00e9 garbage\n" + Files.readString(file) + "half a li");

        assertThat(new RememberedRefusals(keyFile).isRefused(login)).isTrue();
    }

    @Test
    void holdsInMemoryWhenTheFileCannotBeWritten() throws IOException {
        Files.createDirectory(folder.resolve(RememberedRefusals.NAME));
        RememberedRefusals refusals = new RememberedRefusals(keyFile);
        refusals.refused(login);

        assertThat(refusals.isRefused(login)).isTrue();
    }

    @Test
    void pausesAnExcusedLoginAndTriesItOnceMore() {
        Instant now = Instant.parse("2026-03-01T10:00:00Z");
        RememberedRefusals refusals = new RememberedRefusals(keyFile, fixed(now));
        refusals.excuse(login, now.plusSeconds(900));
        assertThat(refusals.isRefused(login)).isFalse();
        refusals.refused(login);
        assertThat(refusals.isRefused(login)).isTrue();
        assertThat(new RememberedRefusals(keyFile).isRefused(login)).as("on disk").isFalse();

        time = now.plusSeconds(900);
        assertThat(refusals.isRefused(login)).isFalse();
        refusals.refused(login);
        assertThat(refusals.isRefused(login)).isTrue();
        assertThat(new RememberedRefusals(keyFile).isRefused(login)).as("on disk").isTrue();
    }

    private Clock fixed(Instant now) {
        time = now;
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return time;
            }
        };
    }

    private Login login(String username, String secret) {
        AutotaskSettings settings = Settings.of(Map.of(".tracking.identifier", "IDENTIFIER"));
        return Logins.of(username, Secret.of(secret), settings, keyFile).orElseThrow();
    }
}
