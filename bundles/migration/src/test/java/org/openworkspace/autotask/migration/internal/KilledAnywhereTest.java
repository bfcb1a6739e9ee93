package org.openworkspace.autotask.migration.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openworkspace.autotask.connection.ConnectionStore.StoredConnection;
import org.openworkspace.autotask.migration.internal.Installation.Killed;
import org.openworkspace.autotask.migration.internal.Installation.Strike;

/**
 * The process ends at every write there is, in every way; each connection is whole all the same.
 */
class KilledAnywhereTest {

    private static final int MORE_THAN_THERE_ARE = 60;

    @ParameterizedTest
    @EnumSource
    void theNextStartGoesOn(Strike strike) throws IOException {
        Map<String, Map<String, Object>> undisturbed = undisturbed().configurations;
        int struck = 0;
        for (int write = 1; write <= MORE_THAN_THERE_ARE; write++) {
            Installation installation = world();
            installation.strike(write, strike);
            run(installation);
            struck += installation.struck() ? 1 : 0;
            assertWhole(installation, write);

            installation.killed();
            run(installation);
            assertThat(values(installation.configurations))
                    .as("after a restart, struck at write %s", write)
                    .isEqualTo(values(undisturbed));
            assertThat(installation.asked)
                    .as("logins asked, struck at write %s", write)
                    .filteredOn(user -> user.startsWith("unprepared"))
                    .hasSize(1);
        }
        assertThat(struck).as("writes struck").isBetween(10, MORE_THAN_THERE_ARE - 1);
    }

    @ParameterizedTest
    @EnumSource
    void anUndoIsWholeOrNotBegun(Strike strike) throws IOException {
        int struck = 0;
        for (int write = 1; write <= 10; write++) {
            Installation installation = undisturbed();
            StoredConnection migrated = connection(installation, "unprepared");
            installation.killed();
            MigrationRounds rounds = installation.start();
            installation.strike(write, strike);
            rounds.undo(migrated.id());
            struck += installation.struck() ? 1 : 0;

            installation.killed();
            run(installation);
            StoredConnection now = connection(installation, "unprepared");
            if (now.isOld()) {
                assertThat(now.properties()).containsEntry("migration.held", true);
                assertThat(now.properties())
                        .containsKeys("url", "username", "password", "trackingIdentifier");
            } else {
                assertThat(now.properties()).isEqualTo(migrated.properties());
            }
        }
        assertThat(struck).as("writes struck").isBetween(2, 9);
    }

    private static Installation world() {
        Installation installation = new Installation();
        installation.vendorsUsers.add("prepared@contoso.example");
        installation.old("prepared");
        installation.old("unprepared");
        installation.put("broken", Map.of("name", "broken", "url", "", "username", "who@x"));
        return installation;
    }

    private static Installation undisturbed() throws IOException {
        Installation installation = world();
        run(installation);
        return installation;
    }

    /** A start that lives until everything is settled, or until it is killed. */
    private static void run(Installation installation) throws IOException {
        try {
            MigrationRounds rounds = installation.start();
            for (int i = 0; i < 3; i++) {
                round(rounds);
                installation.pass(ConnectionMigration.SETTLING);
            }
        } catch (Killed e) {
            assertThat(installation.struck()).isTrue();
        }
    }

    /** As the scheduler does: what cannot be written now is tried again at the next round. */
    private static void round(MigrationRounds rounds) {
        try {
            rounds.round();
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space");
        }
    }

    private static void assertWhole(Installation installation, int write) {
        for (StoredConnection connection : installation.all()) {
            Map<String, Object> properties = connection.properties();
            boolean wholeOld =
                    properties.containsKey("url")
                            && !properties.containsKey(".secret")
                            && !properties.containsKey("migration.steps");
            boolean wholeNew =
                    !connection.isOld()
                            && properties.containsKey(".secret")
                            && properties.containsKey("migration.steps");
            assertThat(wholeOld || wholeNew).as("%s at write %s", connection, write).isTrue();
        }
    }

    private static StoredConnection connection(Installation installation, String name) {
        return installation.all().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What is stored, under whatever PID: one that was lost may have come back under another. */
    private static Map<Object, Map<String, Object>> values(Map<String, Map<String, Object>> all) {
        return all.values().stream().collect(Collectors.toMap(c -> c.get("name"), c -> c));
    }
}
