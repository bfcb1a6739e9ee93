package org.openworkspace.autotask.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openworkspace.autotask.connection.Cause;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.connection.Secret;

class LegacyFormTest {

    private static final Map<String, Object> OLD =
            Map.of(
                    "name", "Contoso",
                    "url", "https://webservices4.autotask.net/atservices/1.6/atws.asmx",
                    "username", "api@contoso.example",
                    "password", "secret",
                    "trackingIdentifier", "CUSTOMERSOWN");

    @TempDir Path folder;
    private final StoredInMemory stored = new StoredInMemory();
    private ConfiguredSettings settings;
    private KeyFile keyFile;
    private ReportedStates states;

    @BeforeEach
    void prepare() {
        settings = Settings.of(Map.of(".tracking.identifier", "VENDORS"));
        keyFile = new KeyFile(folder.resolve(KeyFile.NAME), false);
        states = new ReportedStates(new RememberedRefusals(keyFile), settings);
    }

    @Test
    void isServedWithItsOwnIdentifier() {
        Connection connection = read(OLD);

        assertThat(connection.defect()).isEmpty();
        assertThat(connection.login().map(Login::trackingIdentifier))
                .contains(Secret.of("CUSTOMERSOWN"));
        assertThat(connection.login().map(Login::secret)).contains(Secret.of("secret"));
    }

    @Test
    void isServedWhereTheVendorHasNoIdentifier() {
        settings = Settings.of(Map.of());

        assertThat(read(OLD).login()).isPresent();
    }

    @Test
    void isSealedWhereItIsStoredAndOpensAgain() {
        read(OLD);
        Map<String, Object> sealed = stored.get();

        assertThat(sealed.keySet()).containsAll(OLD.keySet());
        assertThat(sealed.toString()).doesNotContain("CUSTOMERSOWN").doesNotContain("=secret");
        assertThat(sealed).containsEntry("url", OLD.get("url"));
        assertThat(read(sealed).login()).isEqualTo(read(OLD).login());
    }

    @ParameterizedTest
    @ValueSource(strings = {"username", "password"})
    void isSealedThoughSomethingIsMissing(String missing) {
        Map<String, Object> broken = new HashMap<>(OLD);
        broken.remove(missing);

        assertThat(read(broken).defect()).contains(Cause.SECRET_MISSING);
        assertThat(stored.get().toString())
                .doesNotContain("CUSTOMERSOWN")
                .doesNotContain("=secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"url", "password", "trackingIdentifier"})
    void isNeverServedWithTheVendorsIdentifier(String key) {
        Connection connection =
                read(Map.of("username", "api@contoso.example", ".secret", "secret", key, " "));

        assertThat(connection.login()).isEmpty();
        assertThat(connection.defect()).contains(Cause.NEW_API_USER_NEEDED);
    }

    @Test
    void goesOnServingWhenMigratedWithoutBeingAccepted() {
        Connection connection =
                read(
                        Map.of(
                                "id", "contoso",
                                "username", "api@contoso.example",
                                ".secret", "secret",
                                ".legacy.identifier", "CUSTOMERSOWN"));

        assertThat(connection.defect()).contains(Cause.NEW_API_USER_NEEDED);
        assertThat(connection.login().map(Login::trackingIdentifier))
                .contains(Secret.of("CUSTOMERSOWN"));
        assertThat(stored.get().toString()).doesNotContain("CUSTOMERSOWN");
    }

    @Test
    void isServedFromAFileThatNobodyRewrites() {
        Map<String, Object> file = new HashMap<>(OLD);
        file.put("felix.fileinstall.filename", "file:/etc/contoso.cfg");
        Connection connection = read(file);

        assertThat(connection.login()).isPresent();
        assertThat(connection.defect()).contains(Cause.OLD_FORM_IN_FILE);
        assertThat(stored.get()).containsEntry("password", "secret");
    }

    @Test
    void isNotUsedWhileItIsHeld() {
        Map<String, Object> held = new HashMap<>(OLD);
        held.put("migration.held", true);

        assertThat(read(held).login()).isEmpty();
        assertThat(read(held).defect()).contains(Cause.MIGRATION_HELD);
    }

    @Test
    void leavesAloneWhatSomebodyElseWroteMeanwhile() {
        Map<String, Object> given = stored.put(OLD);
        stored.put(Map.of("name", "Contoso", "password", "newer", "url", ""));
        connection(given);

        assertThat(stored.get()).containsEntry("password", "newer");
    }

    @Test
    void isReplacedOnlyWhereItIsStillAsItWasRead() throws Exception {
        stored.put(OLD);
        SealedConnectionStore store =
                new SealedConnectionStore(stored.connections(), keyFile, settings);
        var before = store.all().get(0);

        assertThat(before.isOld()).isTrue();
        assertThat(store.replace(before, Map.of("name", "New"))).isTrue();
        assertThat(store.replace(before, Map.of("name", "Newer"))).isFalse();
        assertThat(stored.get()).containsEntry("name", "New").doesNotContainKey("url");
    }

    @Test
    void thePublishedIdentifierIsNeverOurs() {
        settings = Settings.of(Map.of(".tracking.identifier", "HSE3NJNASRAHVJ5JHROCNC3YSV"));

        assertThat(settings.trackingIdentifier()).isEqualTo(Optional.empty());
    }

    private Connection read(Map<String, Object> properties) {
        return connection(stored.put(properties)).configured().connection();
    }

    private ConfiguredConnection connection(Map<String, Object> properties) {
        return new ConfiguredConnection(
                properties,
                keyFile,
                settings,
                stored.connections(),
                states,
                new LiveConnections(settings));
    }
}
