package org.openworkspace.autotask.operations.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openworkspace.integration.Level;
import org.openworkspace.integration.OutcomeModel;

class TerminalTest {

    @Test
    void alignsWhatFits() {
        assertThat(Terminal.table(List.of("NAME", "STATE"), List.of(List.of("A", "Connected"))))
                .isEqualTo("NAME  STATE\nA     Connected");
    }

    @Test
    void staysWithinEightyColumnsAndLosesNothing() {
        String sentence = "Check the password and then choose Test once more, please. ".repeat(5);
        String table =
                Terminal.table(
                        List.of("CONNECTION", "WHAT", "NEXT"),
                        List.of(List.of("x".repeat(100), sentence, sentence)));

        assertThat(table.lines()).allMatch(line -> line.length() <= Terminal.WIDTH);
        assertThat(table.chars().filter(c -> c == 'x').count()).isGreaterThanOrEqualTo(100);
        assertThat(table.split("password", -1)).hasSize(11);
    }

    @Test
    void letsForeignTextNotSteerTheTerminal() {
        String shown = Terminal.show(OutcomeModel.of(Level.OK, "\u001b[2Jcleared\u202e", "a\r\nb"));

        assertThat(shown).isEqualTo("[2Jcleared\na b");
    }

    @Test
    void showsTitleTextAndTable() {
        OutcomeModel outcome =
                OutcomeModel.of(Level.OK, "Usage", "")
                        .with(new OutcomeModel.Table(List.of("A"), List.of(List.of("1"))));

        assertThat(Terminal.show(outcome)).isEqualTo("Usage\nA\n1");
    }
}
