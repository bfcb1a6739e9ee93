package org.openworkspace.autotask.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openworkspace.autotask.connection.AutotaskSettings;
import org.openworkspace.autotask.connection.Network;
import org.openworkspace.autotask.connection.Secret;

class ConfiguredSettingsTest {

    @Test
    void changeInPlaceAndTellSo() {
        ConfiguredSettings settings = Settings.of(Map.of(".tracking.identifier", "VENDORS"));
        AtomicInteger told = new AtomicInteger();
        settings.onChange(told::incrementAndGet);

        settings.modified(
                Settings.form(Map.of(".tracking.identifier", "OTHER", "refresh.seconds", 30)));

        assertThat(settings.refresh()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.trackingIdentifier()).contains(Secret.of("OTHER"));
        assertThat(told).hasValue(1);
    }

    @Test
    void stayWhereAChangeMakesNoSense() {
        ConfiguredSettings settings = Settings.of(Map.of("refresh.seconds", 30));

        settings.modified(Settings.form(Map.of("refresh.seconds", 1, "window.days", 7)));

        assertThat(settings.refresh()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.window()).isEqualTo(Duration.ofDays(90));
    }

    @Test
    void areGoodAsTheyCome() {
        ConfiguredSettings settings = Settings.of(Map.of());

        assertThat(settings.trackingIdentifier()).isEmpty();
        assertThat(settings.refresh()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.callsPerHour()).isEqualTo(500);
        assertThat(settings.window()).isEqualTo(Duration.ofDays(90));
        assertThat(settings.discoveryUrl())
                .isEqualTo(URI.create("https://webservices.autotask.net/ATServicesRest/"));
    }

    @Test
    void sayHowAutotaskIsReached() {
        Network network =
                Settings.of(
                                Map.of(
                                        "proxy.host", "proxy.example",
                                        "proxy.port", "3128",
                                        "proxy.username", "workspace",
                                        ".proxy.password", "sesame",
                                        "connect.seconds", "5",
                                        "call.seconds", "60"))
                        .network();

        assertThat(network.proxy())
                .contains(
                        new Network.Proxy("proxy.example", 3128, "workspace", Secret.of("sesame")));
        assertThat(network.connect()).isEqualTo(Duration.ofSeconds(5));
        assertThat(network.call()).isEqualTo(Duration.ofSeconds(60));
        assertThat(network.toString()).doesNotContain("sesame");
        assertThat(Settings.of(Map.of()).network().proxy()).isEmpty();
    }

    @Test
    void keepNoPasswordInClear(@TempDir Path folder) {
        StoredInMemory stored = new StoredInMemory();
        KeyFile keyFile = new KeyFile(folder.resolve(KeyFile.NAME), false);
        Map<String, Object> given =
                stored.put(
                        AutotaskSettings.PID,
                        Map.of(
                                "proxy.host", "proxy.example",
                                ".proxy.password", "sesame",
                                ".trust.store.password", "opener",
                                ".tracking.identifier", "VENDORS"));

        new ConfiguredSettings(Settings.form(given), keyFile, stored.connections());

        Map<String, Object> sealed = stored.get(AutotaskSettings.PID);
        assertThat(sealed).containsEntry("proxy.host", "proxy.example");
        assertThat(
                        List.of(
                                sealed.get(".proxy.password"),
                                sealed.get(".trust.store.password"),
                                sealed.get(".tracking.identifier")))
                .allMatch(value -> value.toString().startsWith("sealed:"));
        assertThat(
                        new ConfiguredSettings(Settings.form(sealed), keyFile, stored.connections())
                                .network()
                                .proxy()
                                .orElseThrow()
                                .password())
                .isEqualTo(Secret.of("sesame"));
    }

    @ParameterizedTest
    @CsvSource({
        "proxy.host, http://proxy.example:3128, without http://",
        "proxy.port, 70000, it may be 1 to 65535",
        "connect.seconds, 0, it may be 1 to 60",
        "call.seconds, 3600, it may be 5 to 300",
        "trust.store, /nowhere/trust.p12, readable PKCS12 or JKS"
    })
    void nameAKeyThatMakesNoSenseAndWhatItMayBe(String key, String value, String may) {
        ConfiguredSettings settings = Settings.of(Map.of());

        assertThatThrownBy(() -> Settings.of(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("org.openworkspace.autotask: " + key + " ")
                .hasMessageContaining(may);
        Network before = settings.network();
        settings.modified(Settings.form(Map.of(key, value)));
        assertThat(settings.network()).isSameAs(before);
    }

    @Test
    void trustWhatAFileHolds(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("trust.p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "opener".toCharArray());
        }

        assertThatThrownBy(
                        () ->
                                Settings.of(
                                        Map.of(
                                                "trust.store",
                                                file.toString(),
                                                ".trust.store.password",
                                                "opener")))
                .hasMessageContaining("trust.store holds no certificate");
        assertThatThrownBy(
                        () ->
                                Settings.of(
                                        Map.of(
                                                "trust.store",
                                                file.toString(),
                                                ".trust.store.password",
                                                "not it")))
                .hasMessageContaining("trust.store cannot be opened")
                .hasMessageNotContaining("not it");
    }

    @ParameterizedTest
    @CsvSource({
        "https://webservices18.autotask.net/ATServicesRest/, true",
        "https://WW18.Autotask.NET/, true",
        "https://webservices18.autotask.net:443/, true",
        "https://webservices18.autotask.net:8443/, false",
        "http://webservices18.autotask.net/, false",
        "https://autotask.net/, false",
        "https://autotask.net.evil.example/, false",
        "https://evilautotask.net/, false",
        "https://evil.example/?a=.autotask.net, false",
        "https://webservices18.autotask.net@evil.example/, false",
        "https://user@webservices18.autotask.net/, false",
        "ftp://webservices18.autotask.net/, false",
        "/ATServicesRest/, false"
    })
    void letNoOtherHostBeCalled(URI url, boolean allowed) {
        assertThat(Settings.of(Map.of()).allows(url)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8181/ATServicesRest/, true",
        "http://localhost:8182/, false",
        "https://localhost:8181/, false",
        "http://127.0.0.1:8181/, false"
    })
    void letAnOriginOfThisMachineBeNamed(URI url, boolean allowed) {
        ConfiguredSettings settings =
                Settings.of(
                        Map.of(
                                "allowed.hosts",
                                List.of("http://localhost:8181"),
                                "discovery.url",
                                "http://localhost:8181/ATServicesRest"));

        assertThat(settings.allows(url)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://autotask.example",
                "http://*.localhost",
                "https://a.example/path",
                "autotask.net",
                "*",
                ""
            })
    void nameAnOriginThatIsNone(String origin) {
        assertThatThrownBy(() -> Settings.of(Map.of("allowed.hosts", List.of(origin))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allowed.hosts")
                .hasMessageContaining("https://*.autotask.net");
    }

    @ParameterizedTest
    @CsvSource({
        "refresh.seconds, 9",
        "refresh.seconds, 3601",
        "calls.per.hour, 9",
        "window.days, 0",
        "window.days, 366",
        "discovery.url, https://elsewhere.example/",
        "discovery.url, not a url",
        "ticket.path, https://evil.example/{id}",
        "ticket.path, /{id}",
        "new.ticket.path, ../../{id}"
    })
    void nameTheKeyThatMakesNoSense(String key, String value) {
        assertThatThrownBy(() -> Settings.of(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("org.openworkspace.autotask: " + key);
    }
}
