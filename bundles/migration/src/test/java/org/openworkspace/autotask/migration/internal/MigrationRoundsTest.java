package org.openworkspace.autotask.migration.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openworkspace.autotask.connection.Cause;
import org.openworkspace.autotask.connection.LegacyKeys;
import org.openworkspace.autotask.migration.MigrationReport;
import org.openworkspace.autotask.migration.MigrationReport.Entry;
import org.openworkspace.autotask.migration.MigrationReport.Outcome;

class MigrationRoundsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Installation installation = new Installation();

    @Test
    void aUserOfTheVendorsIsMigratedAndNothingElseChanges() throws IOException {
        prepared("contoso");
        installation.start().round();

        assertThat(installation.stored("contoso"))
                .containsEntry("username", "contoso@contoso.example")
                .containsEntry("migration.steps", "3.45-secret 3.45-identifier 3.45-url")
                .containsOnlyKeys("id", "name", "username", ".secret", "migration.steps");
        assertThat(installation.reported).hasSize(1);
    }

    @Test
    void anotherUserGoesOnWithItsOwnIdentifier() throws IOException {
        installation.old("contoso");
        installation.start().round();

        assertThat(installation.stored("contoso"))
                .containsOnlyKeys(
                        "id",
                        "name",
                        "username",
                        ".secret",
                        ".legacy.identifier",
                        "migration.steps");
        assertThat(installation.connection(installation.all().get(0)).login().orElseThrow())
                .satisfies(
                        login ->
                                assertThat(login.trackingIdentifier().reveal())
                                        .isEqualTo("OWNOFCONTOSO"));
        assertThat(installation.excused)
                .as("its own login, for a quarter of an hour")
                .containsEntry("OWNOFCONTOSO", installation.now.plus(Duration.ofMinutes(15)));
    }

    @Test
    void eachLoginIsAskedOnceByDryRunRunRestartAndOthersThatHaveIt() throws IOException {
        installation.old("contoso");
        Map<String, Object> twin = new HashMap<>(installation.stored("contoso"));
        twin.put("name", "twin");
        installation.put("twin", twin);
        prepared("fabrikam");
        MigrationRounds rounds = installation.start(Map.of("automatic", false));
        rounds.dryRun("default");
        rounds.run("default");
        installation.killed();
        installation.start().round();

        assertThat(installation.asked)
                .containsExactlyInAnyOrder("contoso@contoso.example", "fabrikam@contoso.example");
    }

    @Test
    void aDryRunChangesNoConnectionAndForeseesWhatARunDoes() throws IOException {
        installation.old("contoso");
        prepared("fabrikam");
        MigrationRounds rounds = installation.start(Map.of("automatic", false));
        rounds.round();
        Map<String, Map<String, Object>> before = Map.copyOf(installation.configurations);
        MigrationReport foreseen = rounds.dryRun("default");

        assertThat(installation.configurations).isEqualTo(before);
        assertThat(outcomes(foreseen))
                .isEqualTo(
                        Map.of(
                                "contoso", Outcome.NEW_API_USER_NEEDED,
                                "fabrikam", Outcome.MIGRATED));
        assertThat(outcomes(rounds.run("default"))).isEqualTo(outcomes(foreseen));
    }

    @Test
    void whatIsOfAnotherOrganisationIsNotTouched() throws IOException {
        prepared("contoso");
        MigrationRounds rounds = installation.start(Map.of("automatic", false));

        assertThat(rounds.run("other").entries()).isEmpty();
        assertThat(installation.stored("contoso")).containsKey("url");
    }

    @Test
    void withoutANetworkNothingChangesAndItIsTriedAgainLessAndLessOften() throws IOException {
        prepared("contoso");
        Map<String, Object> old = installation.stored("contoso");
        installation.trouble = Optional.of(Cause.NO_NETWORK);
        MigrationRounds rounds = installation.start();
        rounds.round();

        assertThat(installation.stored("contoso")).isEqualTo(old);
        assertThat(entry(rounds).outcome()).isEqualTo(Outcome.WAITING);
        assertThat(entry(rounds).cause()).contains(Cause.NO_NETWORK);

        installation.trouble = Optional.empty();
        rounds.round();
        assertThat(installation.asked).as("too early").isEmpty();
        installation.pass(MINUTE);
        rounds.round();
        assertThat(installation.stored("contoso")).doesNotContainKey("url");
    }

    @Test
    void withoutAVendorsIdentifierNothingIsAskedAndNothingBreaks() throws IOException {
        prepared("contoso");
        installation.identifier = Optional.empty();
        MigrationRounds rounds = installation.start();
        rounds.round();

        assertThat(installation.asked).isEmpty();
        assertThat(installation.stored("contoso")).containsKey("url");
        assertThat(entry(rounds).cause()).contains(Cause.VENDOR_ID_MISSING);
    }

    @Test
    void withoutAConnectorItWaits() throws IOException {
        prepared("contoso");
        installation.check = Optional.empty();
        MigrationRounds rounds = installation.start();
        rounds.round();
        assertThat(entry(rounds).outcome()).isEqualTo(Outcome.WAITING);

        rounds.addLoginCheck(installation);
        rounds.round();
        assertThat(entry(rounds).outcome()).isEqualTo(Outcome.MIGRATED);
    }

    @Test
    void aFileIsLeftToTheOneWhoWroteIt() throws IOException {
        prepared("contoso");
        Map<String, Object> file = new HashMap<>(installation.stored("contoso"));
        file.put("felix.fileinstall.filename", "file:/etc/contoso.cfg");
        installation.put("contoso", file);
        MigrationRounds rounds = installation.start();
        rounds.round();

        assertThat(installation.stored("contoso")).isEqualTo(file);
        assertThat(entry(rounds).outcome()).isEqualTo(Outcome.IN_FILE);
    }

    @Test
    void aCopyIsNamedAndNeitherIsTouched() throws IOException {
        prepared("contoso");
        Map<String, Object> copied = new HashMap<>(installation.stored("contoso"));
        copied.put("id", "same");
        installation.put("contoso", copied);
        installation.put("copy", copied);
        MigrationRounds rounds = installation.start();
        rounds.round();

        assertThat(rounds.report("default").entries())
                .hasSize(2)
                .allSatisfy(e -> assertThat(e.outcome()).isEqualTo(Outcome.DUPLICATE_ID));
    }

    @Test
    void oneThatComesLaterIsMigratedToo() throws IOException {
        MigrationRounds rounds = installation.start();
        rounds.round();
        prepared("contoso");
        rounds.round();

        assertThat(entry(rounds).outcome()).isEqualTo(Outcome.MIGRATED);
    }

    @Test
    void aSecondStartOnTheSameFolderWaits() throws IOException {
        MigrationRounds first = installation.start();
        first.round();
        MigrationRounds second = installation.start();
        prepared("contoso");
        second.round();
        assertThat(installation.stored("contoso")).containsKey("url");

        first.stop();
        second.round();
        assertThat(installation.stored("contoso")).doesNotContainKey("url");
    }

    @Test
    void aSecondStartAsksNothingThatTheFirstAsked() throws IOException {
        prepared("contoso");
        MigrationRounds second = installation.start();
        MigrationRounds first = installation.start();
        Map<String, Object> old = installation.stored("contoso");
        first.round();
        Map<String, Object> migrated = installation.stored("contoso");
        first.stop();

        // another process does not see what the first one stored
        installation.put("contoso", old);
        second.round();
        assertThat(installation.stored("contoso")).isEqualTo(migrated);
        assertThat(installation.asked).hasSize(1);
    }

    @Test
    void anUndoIsHeldUntilSomebodyLetsItGoOn() throws IOException {
        installation.old("contoso");
        MigrationRounds rounds = installation.start();
        rounds.round();
        String id = installation.all().get(0).id();
        assertThat(entry(rounds).undoable()).isTrue();
        assertThat(rounds.undo(id)).isTrue();
        rounds.round();
        assertThat(entry(rounds).outcome()).isEqualTo(Outcome.HELD);
        assertThat(entry(rounds).undoable()).isFalse();
        assertThat(rounds.undo(id)).isFalse();

        installation.vendorsUsers.add("contoso@contoso.example");
        assertThat(rounds.resume(id)).isTrue();
        rounds.round();
        assertThat(entry(rounds).outcome()).isEqualTo(Outcome.MIGRATED);
        assertThat(installation.asked).as("once more, because it was told to").hasSize(2);
        assertThat(rounds.resume(id)).isFalse();
    }

    @Test
    void whatWorksCannotBeUndone() throws IOException {
        prepared("contoso");
        MigrationRounds rounds = installation.start();
        rounds.round();

        assertThat(rounds.undo(installation.all().get(0).id())).isFalse();
        assertThat(rounds.undo("unknown")).isFalse();
    }

    @Test
    void anOldFormIsWipedWhenNewCredentialsWork() throws IOException {
        installation.old("contoso");
        MigrationRounds rounds = installation.start();
        rounds.round();
        assertThat(installation.opened()).contains("OWNOFCONTOSO");

        Map<String, Object> repaired = new HashMap<>(installation.stored("contoso"));
        repaired.remove(LegacyKeys.IDENTIFIER);
        installation.put("contoso", repaired);
        rounds.round();
        assertThat(installation.opened()).doesNotContain("OWNOFCONTOSO");
        assertThat(entry(rounds).outcome()).isEqualTo(Outcome.MIGRATED);
    }

    @Test
    void anOldFormIsWipedWhenItsTimeIsOver() throws IOException {
        installation.old("contoso");
        MigrationRounds rounds = installation.start(Map.of("backup.days", 2));
        rounds.round();
        installation.pass(Duration.ofHours(47));
        rounds.round();
        assertThat(entry(rounds).undoable()).isTrue();
        assertThat(rounds.report("default").removableFrom())
                .contains(installation.now.plus(Duration.ofHours(1)));

        installation.pass(Duration.ofHours(1));
        rounds.round();
        assertThat(entry(rounds).undoable()).isFalse();
        assertThat(rounds.report("default").removableFrom()).contains(installation.now);
    }

    @Test
    void itCanBeRemovedWhenNothingIsLeft() throws IOException {
        MigrationRounds rounds = installation.start();
        rounds.round();
        assertThat(rounds.report("default").removableFrom()).contains(installation.now);

        installation.old("contoso");
        assertThat(rounds.report("default").removableFrom()).isEmpty();
    }

    @Test
    void aDeletedConnectionDoesNotComeBack() throws IOException {
        prepared("contoso");
        MigrationRounds rounds = installation.start();
        rounds.round();
        installation.configurations.clear();
        rounds.round();
        installation.killed();
        installation.start().round();

        assertThat(installation.configurations).isEmpty();
        assertThat(installation.names("migration")).isEmpty();
    }

    private void prepared(String name) {
        installation.old(name);
        installation.vendorsUsers.add(name + "@contoso.example");
    }

    private static Entry entry(MigrationRounds rounds) {
        List<Entry> entries = rounds.report("default").entries();
        assertThat(entries).hasSize(1);
        return entries.get(0);
    }

    private static Map<String, Outcome> outcomes(MigrationReport report) {
        Map<String, Outcome> outcomes = new HashMap<>();
        report.entries().forEach(e -> outcomes.put(e.name(), e.outcome()));
        return outcomes;
    }
}
