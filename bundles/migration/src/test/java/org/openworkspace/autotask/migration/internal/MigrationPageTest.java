package org.openworkspace.autotask.migration.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openworkspace.integration.HelpSection;
import org.openworkspace.integration.IntegrationModel.Action;
import org.openworkspace.user.WorkspaceUser;

class MigrationPageTest {

    private static final WorkspaceUser SANNE =
            new WorkspaceUser(
                    "sanne",
                    "sanne@contoso.example",
                    "sanne@contoso.example",
                    "Sanne",
                    Locale.ENGLISH,
                    ZoneOffset.UTC,
                    Set.of(),
                    true,
                    WorkspaceUser.DEFAULT_ORGANISATION);

    private final Installation installation = new Installation();
    private MigrationRounds rounds;
    private MigrationPage page;

    @BeforeEach
    void start() {
        rounds = installation.start();
        page = new MigrationPage(rounds, installation, installation, () -> "Fabrikam");
    }

    @Test
    void offersNothingWhereNothingWasEverOld() throws IOException {
        rounds.round();
        assertThat(page.actions(SANNE)).isEmpty();
        assertThat(page.notices(SANNE)).isEmpty();
    }

    @Test
    void offersARunWhileSomethingIsLeftAndTheReportAfterwards() throws IOException {
        installation.old("contoso");
        assertThat(page.actions(SANNE))
                .extracting(Action::id)
                .containsExactly(MigrationPage.REPORT, MigrationPage.DRY_RUN, MigrationPage.RUN);

        rounds.round();
        assertThat(page.actions(SANNE))
                .extracting(Action::id)
                .containsExactly(MigrationPage.REPORT);
    }

    @Test
    void offersNoRunForWhatARunLeavesAlone() throws IOException {
        installation.old("contoso");
        rounds.round();
        rounds.undo(installation.all().get(0).id());
        rounds.round();

        assertThat(page.actions(SANNE))
                .extracting(Action::id)
                .containsExactly(MigrationPage.REPORT);
    }

    @Test
    void pointsToASectionOfItsHelp() throws IOException {
        installation.old("contoso");
        rounds.round();

        assertThat(page.run(MigrationPage.REPORT, SANNE).orElseThrow().helpId())
                .hasValueSatisfying(
                        id ->
                                assertThat(page.help(Locale.ENGLISH))
                                        .extracting(HelpSection::id)
                                        .contains(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "nl"})
    void helpsInBothLanguagesAndNamesTheVendor(String language) {
        assertThat(page.help(Locale.forLanguageTag(language)))
                .extracting(HelpSection::text)
                .noneMatch(text -> text.contains("{"))
                .anyMatch(text -> text.contains("Fabrikam"));
    }
}
