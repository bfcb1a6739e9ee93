package org.openworkspace.autotask.migration.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openworkspace.autotask.migration.LegacyAddress;
import org.openworkspace.autotask.migration.MigrationReport.Outcome;

class TextsTest {

    private static final Locale DUTCH = Locale.forLanguageTag("nl");

    @ParameterizedTest
    @ValueSource(strings = {"migration", "migration-form"})
    void areThereInBothLanguages(String name) {
        assertThat(Texts.of(name, DUTCH).bundle().keySet())
                .isEqualTo(Texts.of(name, Locale.ENGLISH).bundle().keySet());
        assertThat(Texts.of(name, DUTCH).bundle().getLocale()).isEqualTo(DUTCH);
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void sayOfEveryOutcomeWhatItIsAndWhatToDo(Outcome outcome) {
        for (Locale locale : new Locale[] {Locale.ENGLISH, DUTCH}) {
            assertThat(Stream.of("outcome.", "foreseen.", "next."))
                    .allSatisfy(key -> assertThat(Texts.in(locale).of(key + outcome)).isNotBlank());
        }
    }

    @ParameterizedTest
    @EnumSource(LegacyAddress.Shape.class)
    void nameEveryShapeOfAddress(LegacyAddress.Shape shape) {
        assertThat(Texts.in(DUTCH).of("address." + shape)).isNotBlank();
    }

    @Test
    void nameEveryAction() {
        for (String action :
                new String[] {
                    MigrationPage.REPORT,
                    MigrationPage.DRY_RUN,
                    MigrationPage.RUN,
                    MigrationPage.UNDO,
                    MigrationPage.RESUME
                }) {
            assertThat(Texts.in(DUTCH).of(action)).isNotBlank();
        }
    }
}
