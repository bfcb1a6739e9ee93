package org.openworkspace.autotask.operations.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openworkspace.autotask.connection.AutotaskLookup.Person.Finding;
import org.openworkspace.autotask.connection.AutotaskLookup.PersonContact.Portal;

class TextsTest {

    private static final Locale DUTCH = Locale.forLanguageTag("nl");

    @Test
    void areThereInBothLanguages() {
        assertThat(Texts.in(DUTCH).keySet()).isEqualTo(Texts.in(Locale.ENGLISH).keySet());
        assertThat(Texts.in(DUTCH).getLocale()).isEqualTo(DUTCH);
    }

    @ParameterizedTest
    @EnumSource(Finding.class)
    void sayOfEveryFindingWhatTheTileShows(Finding finding) {
        assertThat(Texts.of("finding." + finding)).isNotBlank();
    }

    @ParameterizedTest
    @EnumSource(Portal.class)
    void nameEveryAccessToThePortal(Portal portal) {
        assertThat(Texts.of("portal." + portal)).isNotBlank();
    }
}
