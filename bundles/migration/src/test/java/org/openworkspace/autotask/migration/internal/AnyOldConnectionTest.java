package org.openworkspace.autotask.migration.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.openworkspace.autotask.connection.ConnectionStore.StoredConnection;
import org.openworkspace.autotask.connection.Secret;
import org.openworkspace.autotask.migration.MigrationReport.Entry;

/** Whatever an old connection holds, it becomes a valid new one, or is named with a reason. */
class AnyOldConnectionTest {

    private static final String USER = "user@contoso.example";
    private static final List<String> SECRETS =
            List.of("password", ".secret", "trackingIdentifier", ".legacy.identifier");

    @Property
    void becomesAValidNewOneOrIsNamedWithAReason(
            @ForAll("old") Map<String, Object> old, @ForAll boolean accepted) throws IOException {
        Installation installation = with(old, accepted);
        installation.start().round();
        StoredConnection now = installation.all().get(0);
        List<Entry> entries = report(installation);

        if (now.isOld()) {
            assertThat(now.properties()).isEqualTo(old);
            assertThat(entries).hasSize(1);
            assertThat(entries.get(0).outcome().needsAction()).isTrue();
        } else {
            assertThat(now.properties())
                    .doesNotContainKeys("url", "password", "trackingIdentifier");
            assertThat(now.username()).isNotEmpty();
            assertThat(now.properties().get(".secret").toString()).startsWith("sealed:");
            assertThat(secret(installation, now, ".secret")).isEqualTo(before(installation, old));
            assertThat(now.properties().containsKey(".legacy.identifier")).isEqualTo(!accepted);
            old.forEach(
                    (key, value) -> {
                        if (!SECRETS.contains(key) && !key.equals("url")) {
                            assertThat(now.properties()).containsEntry(key, value);
                        }
                    });
        }
    }

    @Property
    void twiceIsOnce(@ForAll("old") Map<String, Object> old, @ForAll boolean accepted)
            throws IOException {
        Installation installation = with(old, accepted);
        installation.start().round();
        Map<String, Map<String, Object>> once = Map.copyOf(installation.configurations);
        List<String> asked = List.copyOf(installation.asked);
        installation.killed();
        MigrationRounds again = installation.start();
        again.round();
        again.round();

        assertThat(installation.configurations).isEqualTo(once);
        assertThat(installation.asked).isEqualTo(asked);
    }

    @Property
    void leavesNoTraceOfWhatItWasOnceItWorks(@ForAll("old") Map<String, Object> old)
            throws IOException {
        Map<String, Object> marked = new HashMap<>(old);
        marked.put("trackingIdentifier", "OLDIDENTIFIER");
        marked.put("url", "https://oldaddress.example/");
        Installation installation = with(marked, true);
        installation.start().round();

        if (!installation.all().get(0).isOld()) {
            assertThat(installation.opened())
                    .doesNotContain("OLDIDENTIFIER")
                    .doesNotContain("oldaddress");
        }
    }

    @Property
    void comesBackWithItsNamesTypesAndValues(@ForAll("old") Map<String, Object> old)
            throws IOException {
        Installation installation = with(old, false);
        MigrationRounds rounds = installation.start();
        rounds.round();
        StoredConnection migrated = installation.all().get(0);

        if (rounds.undo(migrated.id())) {
            StoredConnection back = installation.all().get(0);
            assertThat(back.properties()).containsEntry("migration.held", true);
            for (Map.Entry<String, Object> entry : old.entrySet()) {
                Object value = back.properties().get(entry.getKey());
                if (SECRETS.contains(entry.getKey())
                        && !MigrationStep.text(old, entry.getKey()).isEmpty()) {
                    assertThat(secret(installation, back, entry.getKey()))
                            .isEqualTo(
                                    installation
                                            .open(entry.getValue().toString(), back.id())
                                            .map(Secret::reveal)
                                            .map(String::strip)
                                            .orElse(""));
                } else {
                    assertThat(Arrays.asList(value))
                            .usingRecursiveComparison()
                            .isEqualTo(Arrays.asList(entry.getValue()));
                }
            }
            assertThat(back.properties()).hasSizeLessThanOrEqualTo(old.size() + 2);
        } else {
            assertThat(migrated.properties().containsKey(".legacy.identifier") && !migrated.isOld())
                    .isFalse();
        }
    }

    @Provide
    Arbitrary<Map<String, Object>> old() {
        Arbitrary<Object> text =
                Arbitraries.of(
                        "",
                        "  ",
                        "CUSTOMERSOWN",
                        " pad ded ",
                        "$[secret:x]",
                        "sealed:1:other:eA==",
                        "sealed:1:id:eA==",
                        "\u00e9\n\t\u0000",
                        12345,
                        true,
                        new String[] {"a", "b"},
                        List.of("a", "b"),
                        4711L);
        Arbitrary<Object> address =
                Arbitraries.of(
                        "https://webservices4.autotask.net/ATServicesRest/", "4", "", "ask Peter");
        Arbitrary<Object> user = Arbitraries.of(USER, " " + USER, "", 12);
        Arbitrary<Boolean> has = Arbitraries.of(true, true, true, false);
        return has.list()
                .ofSize(8)
                .flatMap(
                        which ->
                                text.list()
                                        .ofSize(5)
                                        .flatMap(
                                                texts ->
                                                        address.flatMap(
                                                                url ->
                                                                        user.map(
                                                                                u ->
                                                                                        map(
                                                                                                which,
                                                                                                texts,
                                                                                                url,
                                                                                                u)))));
    }

    private static Map<String, Object> map(
            List<Boolean> has, List<Object> texts, Object url, Object user) {
        Map<String, Object> old = new HashMap<>();
        List<String> keys = List.of("password", ".secret", "trackingIdentifier", "name", "custom");
        for (int i = 0; i < keys.size(); i++) {
            if (has.get(i)) {
                old.put(keys.get(i), texts.get(i));
            }
        }
        if (has.get(5)) {
            old.put("username", user);
        }
        if (has.get(6)) {
            old.put("id", "id");
        }
        if (has.get(7) || !old.containsKey("password") && !old.containsKey("trackingIdentifier")) {
            old.put("url", url);
        }
        return old;
    }

    private static Installation with(Map<String, Object> old, boolean accepted) {
        Installation installation = new Installation();
        installation.put("any", old);
        if (accepted) {
            installation.vendorsUsers.addAll(List.of(USER, "12"));
        }
        return installation;
    }

    private static List<Entry> report(Installation installation) throws IOException {
        installation.killed();
        MigrationRounds rounds = installation.start();
        rounds.round();
        return rounds.report("default").entries();
    }

    private static String secret(
            Installation installation, StoredConnection connection, String key) {
        return installation
                .open(MigrationStep.text(connection.properties(), key), connection.id())
                .map(Secret::reveal)
                .orElse("");
    }

    private static String before(Installation installation, Map<String, Object> old) {
        StoredConnection connection =
                new StoredConnection(
                        "pid", installation.all().get(0).id(), "default", "", "", true, old);
        String own = secret(installation, connection, ".secret");
        return own.isEmpty() ? secret(installation, connection, "password") : own;
    }
}
