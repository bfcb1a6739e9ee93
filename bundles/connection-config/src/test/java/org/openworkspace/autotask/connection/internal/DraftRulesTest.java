package org.openworkspace.autotask.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openworkspace.integration.ConnectionDraft;
import org.openworkspace.integration.FieldProblem;

class DraftRulesTest {

    private static final String LONG = "x".repeat(101);

    @Test
    void letThreeFieldsPass() {
        assertThat(problems(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Contoso", "Müller & Søn ☕", "株式会社", "<b>bold</b>"})
    void letANameBeWrittenInAnyLanguage(String name) {
        assertThat(problems(Map.of("name", name))).isEmpty();
    }

    /** Web pages and mail put blanks around what is copied that nobody sees. */
    @ParameterizedTest
    @ValueSource(strings = {" ", "\t", "\r\n", "\u00a0", "\u200b", "\ufeff", "\u202f\u00a0"})
    void takeAwayWhatSurroundsWhatIsPasted(String blank) {
        ConnectionDraft pasted =
                new ConnectionDraft(
                        Optional.empty(),
                        Map.of(
                                "username",
                                blank + "a@b" + blank,
                                ".secret",
                                blank + "a b" + blank));

        assertThat(DraftRules.tidy(pasted)).isEqualTo(Map.of("username", "a@b", ".secret", "a b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "tab\tinside", "new\nline", "taken"})
    void nameAWrongName(String name) {
        assertThat(problems(Map.of("name", name))).singleElement().matches(in("name"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "no at sign",
                "two@at@signs",
                "bl ank@contoso.example",
                "é@contoso.example",
                "null\u0000@contoso.example",
                "@contoso.example"
            })
    void nameAWrongUsername(String username) {
        assertThat(problems(Map.of("username", username))).singleElement().matches(in("username"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "wörd", "new\nline", "$[secret:x]", "sealed:1:AAAA"})
    void nameAWrongSecretWithoutRepeatingIt(String secret) {
        List<FieldProblem> problems = problems(Map.of(".secret", secret));

        assertThat(problems).singleElement().matches(in(".secret"));
        if (!secret.isBlank()) {
            assertThat(problems.toString()).doesNotContain(secret);
        }
    }

    @Test
    void nameWhatIsTooLong() {
        assertThat(problems(Map.of("name", LONG, "username", LONG + "@x", ".secret", LONG + LONG)))
                .extracting(FieldProblem::field)
                .containsExactly("name", "username", ".secret");
    }

    @Test
    void letAnEditedConnectionKeepItsSecret() {
        Map<String, String> values = new HashMap<>(good());
        values.remove(".secret");

        assertThat(problems(values, true)).isEmpty();
        assertThat(problems(values, false)).singleElement().matches(in(".secret"));
    }

    @ParameterizedTest
    @CsvSource({
        "portal.url, http://contoso.example/",
        "portal.url, contoso.example",
        "portal.url, javascript:alert(1)",
        "portal.url, https://contoso.example/?q=1",
        "portal.url, https://user@contoso.example/",
        "company.ids, abc",
        "company.ids, '1,,2'",
        "company.ids, -1",
        "identity, sid",
        "url, https://webservices18.autotask.net/"
    })
    void nameAWrongOption(String field, String value) {
        assertThat(problems(Map.of(field, value))).singleElement().matches(in(field));
    }

    @ParameterizedTest
    @CsvSource({
        "portal.url, https://contoso.itclientportal.com, https://contoso.itclientportal.com/",
        "name, '  Contoso ', Contoso",
        "company.ids, '1, 22', '1, 22'"
    })
    void tidyWhatWasTyped(String field, String typed, String tidy) {
        Map<String, String> values = new HashMap<>(good());
        values.put(field, typed);

        assertThat(DraftRules.tidy(new ConnectionDraft(Optional.empty(), values)))
                .containsEntry(field, tidy);
        assertThat(problems(values, false)).isEmpty();
    }

    private static Predicate<FieldProblem> in(String field) {
        return problem -> problem.field().equals(field) && !problem.message().isBlank();
    }

    private static List<FieldProblem> problems(Map<String, String> changes) {
        Map<String, String> values = new HashMap<>(good());
        values.putAll(changes);
        return problems(values, false);
    }

    private static List<FieldProblem> problems(Map<String, String> values, boolean kept) {
        return DraftRules.problems(
                DraftRules.tidy(new ConnectionDraft(Optional.empty(), values)),
                kept,
                "taken"::equals,
                Settings.of(Map.of()),
                Texts.in("integration", Locale.ENGLISH));
    }

    private static Map<String, String> good() {
        return Map.of(
                "name", "Contoso", "username", "api@contoso.example", ".secret", "Pa$$word 1");
    }
}
