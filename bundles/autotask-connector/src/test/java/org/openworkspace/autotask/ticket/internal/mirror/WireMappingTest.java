package org.openworkspace.autotask.ticket.internal.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireMappingTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T10:15:30Z, 2026-11-23T10:15:30Z",
        "2026-11-23T10:15:30.123Z, 2026-11-23T10:15:30.123Z",
        "2026-11-23T10:15:30, 2026-11-23T10:15:30Z",
        "2026-11-23T10:15:30.1234567, 2026-11-23T10:15:30.1234567Z",
        "2026-11-23T10:15, 2026-11-23T10:15:00Z",
        "2026-11-23T10:15:30+01:00, 2026-11-23T09:15:30Z",
        "2026-11-23, 2026-11-23T00:00:00Z"
    })
    void readsEveryTimeThatAutotaskWrites(String text, Instant time) {
        assertThat(WireMapping.instant(text)).contains(time);
    }

    @Test
    void readsNoTimeWhereThereIsNone() {
        assertThat(WireMapping.instant(null)).isEmpty();
        assertThat(WireMapping.instant(" ")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-13-01", "2026-11-23T25:00:00", "1700000000"})
    void refusesWhatIsNoTime(String text) {
        assertThatThrownBy(() -> WireMapping.instant(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "nobody",
            value = {
                "noor.jansen@contoso.example, noor.jansen@contoso.example",
                "' NOOR.Jansen@Contoso.Example ', noor.jansen@contoso.example",
                "müller@contoso.example, müller@contoso.example",
                "MÜLLER@contoso.example, mÜller@contoso.example",
                "ıstanbul@contoso.example, ıstanbul@contoso.example",
                "Kelvin\u212A@contoso.example, nobody",
                "'', nobody",
                "'   ', nobody"
            })
    void comparesAddressesByTheirPlainLetters(String address, String identity) {
        assertThat(Identity.of(address)).isEqualTo(Optional.ofNullable(identity));
    }
}
