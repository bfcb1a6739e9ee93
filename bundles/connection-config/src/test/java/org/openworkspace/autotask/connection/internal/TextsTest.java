package org.openworkspace.autotask.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openworkspace.autotask.connection.Cause;
import org.openworkspace.autotask.connection.ConnectionState;

class TextsTest {

    private static final Locale DUTCH = Locale.forLanguageTag("nl");

    @ParameterizedTest
    @ValueSource(strings = {"connection", "settings", "states", "integration", "help"})
    void areThereInBothLanguages(String name) {
        assertThat(Texts.in(name, DUTCH).bundle().keySet())
                .isEqualTo(Texts.in(name, Locale.ENGLISH).bundle().keySet());
        assertThat(Texts.in(name, DUTCH).bundle().getLocale()).isEqualTo(DUTCH);
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void sayOfEveryCauseWhatToDo(Cause cause) {
        for (Locale locale : new Locale[] {Locale.ENGLISH, DUTCH}) {
            Texts texts = Texts.in("states", locale);
            assertThat(texts.of(cause + ".text")).isNotBlank();
            assertThat(texts.of(cause + ".step")).isNotBlank();
        }
    }

    @ParameterizedTest
    @EnumSource(ConnectionState.Kind.class)
    void nameEveryState(ConnectionState.Kind kind) {
        assertThat(Texts.in("states", DUTCH).of(kind.name())).isNotBlank();
    }

    @Test
    void areEnglishForEverybodyElse() {
        assertThat(Texts.in("states", Locale.JAPAN).bundle().getLocale())
                .isIn(Locale.ROOT, Locale.ENGLISH);
    }
}
