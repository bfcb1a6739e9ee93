package org.openworkspace.host.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColoursTest {

    /** The grey 767676 is the lightest that white can be read on. */
    @ParameterizedTest
    @CsvSource({"#ffffff,true", "#000000,true", "#767676,true", "#777777,false", "#8e8e8e,true"})
    void aColourCarriesTextIfOneOfTheTwoInksCanBeReadOnIt(String colour, boolean readable) {
        assertThat(Colours.carryText(colour)).isEqualTo(readable);
    }
}
