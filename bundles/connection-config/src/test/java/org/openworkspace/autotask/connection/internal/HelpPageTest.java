package org.openworkspace.autotask.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openworkspace.autotask.connection.Cause;
import org.openworkspace.integration.HelpSection;

class HelpPageTest {

    @ParameterizedTest
    @ValueSource(strings = {"en", "nl"})
    void hasASectionForEveryCauseAndField(String language) {
        assertThat(sections(language))
                .extracting(HelpSection::id)
                .doesNotHaveDuplicates()
                .containsAll(Stream.of(Cause.values()).map(Cause::name).toList())
                .contains(
                        Keys.NAME,
                        Keys.USERNAME,
                        Keys.SECRET,
                        Keys.PORTAL_URL,
                        Keys.COMPANY_IDS,
                        Keys.IDENTITY,
                        Keys.STATUS_MAP,
                        HelpSection.TROUBLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "nl"})
    void namesTheVendorAndLeavesNoGap(String language) {
        assertThat(sections(language))
                .extracting(HelpSection::text)
                .noneMatch(String::isBlank)
                .noneMatch(text -> text.contains("{"))
                .anyMatch(text -> text.contains("Fabrikam"));
    }

    private static List<HelpSection> sections(String language) {
        return HelpPage.in(Locale.forLanguageTag(language), "Fabrikam", 8);
    }
}
