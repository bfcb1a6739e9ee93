package org.openworkspace.autotask.tile.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdministratorsDocumentTest {

    @ParameterizedTest
    @CsvSource({"en, administrators.md", "nl, beheerders.md"})
    void namesWhateverATileCanSay(String language, String document) throws IOException {
        String text = Files.readString(Path.of("../../docs").resolve(document));
        ResourceBundle texts =
                ResourceBundle.getBundle(
                        "OSGI-INF.l10n.tile",
                        Locale.forLanguageTag(language),
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));

        assertThat(texts.keySet().stream().filter(key -> key.endsWith(".title")))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(text).contains("| " + texts.getString(key) + " |"));
    }
}
