package org.openworkspace.autotask.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openworkspace.autotask.connection.Secret;

class SealingTest {

    private final Sealing sealing = new Sealing(new byte[64]);

    @Test
    void opensWhatItSealed() {
        String sealed = sealing.seal(Secret.of("Pa$$wörd"), "one");

        assertThat(sealed).startsWith("sealed:1:").doesNotContain("Pa$$");
        assertThat(sealing.open(sealed, "one")).contains(Secret.of("Pa$$wörd"));
    }

    @Test
    void neverSealsAlike() {
        assertThat(sealing.seal(Secret.of("same"), "one"))
                .isNotEqualTo(sealing.seal(Secret.of("same"), "one"));
    }

    @Test
    void opensNothingOfAnotherConnection() {
        assertThat(sealing.open(sealing.seal(Secret.of("secret"), "one"), "two")).isEmpty();
    }

    @Test
    void opensNothingUnderAnotherKey() {
        byte[] other = new byte[64];
        other[31] = 1;

        assertThat(new Sealing(other).open(sealing.seal(Secret.of("secret"), "one"), "one"))
                .isEmpty();
    }

    @Test
    void opensWithTheKeyBeforeOnlyWhileTheKeyIsBeingChanged() {
        String before = sealing.seal(Secret.of("secret"), "one");
        byte[] both = new byte[96];
        Arrays.fill(both, 0, 32, (byte) 7);
        byte[] after = new byte[64];
        Arrays.fill(after, 0, 32, (byte) 7);

        String renewed = new Sealing(both).renewed(before, "one").orElseThrow();

        assertThat(new Sealing(both).open(before, "one")).contains(Secret.of("secret"));
        assertThat(new Sealing(after).open(before, "one")).isEmpty();
        assertThat(new Sealing(after).open(renewed, "one")).contains(Secret.of("secret"));
        assertThat(new Sealing(both).renewed(renewed, "one")).contains(renewed);
    }

    @Test
    void keepsTheNamesOfLoginsWhenTheKeyIsChanged() {
        byte[] after = new byte[64];
        Arrays.fill(after, 0, 32, (byte) 7);

        assertThat(new Sealing(after).name("user", "secret"))
                .isEqualTo(sealing.name("user", "secret"));
    }

    @Test
    void opensNothingThatWasChanged() {
        String sealed = sealing.seal(Secret.of("secret"), "one");
        int last = sealed.length() - 6;
        String changed =
                sealed.substring(0, last)
                        + (sealed.charAt(last) == 'A' ? 'B' : 'A')
                        + sealed.substring(last + 1);

        assertThat(sealing.open(changed, "one")).isEmpty();
    }

    @Test
    void opensNothingThatWasCutOff() {
        String sealed = sealing.seal(Secret.of("secret"), "one");

        for (int length = Sealing.PREFIX.length(); length < sealed.length(); length++) {
            assertThat(sealing.open(sealed.substring(0, length), "one")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sealed:1:", "sealed:1:AAAA", "sealed:1:not base64!"})
    void opensNothingThatIsNotSealed(String text) {
        assertThat(sealing.open(text, "one")).isEmpty();
    }

    @Test
    void namesTellPartsApart() {
        assertThat(sealing.name("ab", "c"))
                .hasSize(64)
                .isEqualTo(sealing.name("ab", "c"))
                .isNotEqualTo(sealing.name("a", "bc"))
                .isNotEqualTo(sealing.name("ab", "c", ""));
    }
}
