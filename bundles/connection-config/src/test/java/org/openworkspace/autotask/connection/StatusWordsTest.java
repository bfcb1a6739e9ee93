package org.openworkspace.autotask.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openworkspace.tile.ItemGroup;

class StatusWordsTest {

    private static final Locale DUTCH = Locale.forLanguageTag("nl-BE");

    @Test
    void speakTheLanguageOfThePerson() {
        StatusWords words =
                StatusWords.parse(" 7 = WAITING_ON_YOU | Wacht op jou | Waiting for you ")
                        .orElseThrow();

        assertThat(words.group()).isEqualTo(ItemGroup.WAITING_ON_YOU);
        assertThat(words.word(DUTCH)).contains("Wacht op jou");
        assertThat(words.word(Locale.FRENCH)).contains("Waiting for you");
    }

    @Test
    void keepTheCustomersWordWhereNoneIsGiven() {
        assertThat(StatusWords.parse("7=DONE||Done").orElseThrow().word(DUTCH)).isEmpty();
    }

    @Test
    void areStoredAsTheyAreRead() {
        String line = "12=IN_PROGRESS|Bij de leverancier|With the vendor";

        assertThat(StatusWords.parse(line).orElseThrow()).hasToString(line);
    }

    @Test
    void countAnEmojiAsOne() {
        String longest = "🐸".repeat(60);

        assertThat(StatusWords.parse("7=DONE|" + longest + "|x").orElseThrow().dutch())
                .isEqualTo(longest);
        assertThat(StatusWords.fitting(longest + "🐸 | and more")).isEqualTo(longest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "7", "x=DONE|a|b", "7=SOON|a|b", "7=DONE|a", "7=DONE|a|b|c", "-1=NEW||"})
    void areNotReadFromAnythingElse(String line) {
        assertThat(StatusWords.parse(line)).isEmpty();
    }
}
