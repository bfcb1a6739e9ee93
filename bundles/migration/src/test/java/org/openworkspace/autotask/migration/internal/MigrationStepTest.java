package org.openworkspace.autotask.migration.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MigrationStepTest {

    @Test
    void theSecretMovesToTodaysKey() {
        assertThat(MigrationStep.SECRET.apply(Map.of("password", "sealed"), Verdict.ACCEPTED))
                .isEqualTo(Map.of(".secret", "sealed"));
    }

    @Test
    void aSecretThatIsThereAlreadyStays() {
        assertThat(
                        MigrationStep.SECRET.apply(
                                Map.of("password", "old", ".secret", "new"), Verdict.ACCEPTED))
                .isEqualTo(Map.of(".secret", "new"));
        assertThat(
                        MigrationStep.SECRET.apply(
                                Map.of("password", "old", ".secret", " "), Verdict.ACCEPTED))
                .isEqualTo(Map.of(".secret", "old"));
    }

    @Test
    void theIdentifierGoesWhenTheLoginWorksWithoutIt() {
        assertThat(
                        MigrationStep.IDENTIFIER.apply(
                                Map.of("trackingIdentifier", "own"), Verdict.ACCEPTED))
                .isEmpty();
        assertThat(
                        MigrationStep.IDENTIFIER.apply(
                                Map.of(".legacy.identifier", "own"), Verdict.ACCEPTED))
                .isEmpty();
    }

    @Test
    void theIdentifierIsKeptWhenTheLoginNeedsIt() {
        assertThat(
                        MigrationStep.IDENTIFIER.apply(
                                Map.of("trackingIdentifier", "own"), Verdict.REFUSED))
                .isEqualTo(Map.of(".legacy.identifier", "own"));
    }

    @Test
    void aConnectionWithoutAnIdentifierIsMarkedAllTheSame() {
        assertThat(MigrationStep.IDENTIFIER.apply(Map.of(), Verdict.REFUSED))
                .isEqualTo(Map.of(".legacy.identifier", ""));
    }

    @Test
    void theAddressGoes() {
        assertThat(MigrationStep.URL.apply(Map.of("url", "4", "name", "n"), Verdict.REFUSED))
                .isEqualTo(Map.of("name", "n"));
    }

    @Test
    void whatChangedSomethingIsRecorded() {
        assertThat(
                        MigrationStep.all(
                                Map.of("url", "4", "trackingIdentifier", "own"), Verdict.REFUSED))
                .containsEntry("migration.steps", "3.45-identifier 3.45-url");
    }

    @ParameterizedTest
    @EnumSource(MigrationStep.class)
    void eachIsRecordedUnderANameOfItsOwn(MigrationStep step) {
        assertThat(step.id()).matches("3\\.45-[a-z]+");
    }

    @Property
    void twiceIsOnce(@ForAll Map<String, String> values, @ForAll Verdict verdict) {
        Map<String, Object> old = new HashMap<>(values);
        old.put("url", "4");
        old.put("password", "secret");
        old.put("trackingIdentifier", "own");
        Map<String, Object> once = MigrationStep.all(old, verdict);

        assertThat(MigrationStep.all(once, verdict)).isEqualTo(once);
        assertThat(once).doesNotContainKeys("url", "password", "trackingIdentifier");
        values.keySet().stream()
                .filter(key -> !once.containsKey(key))
                .forEach(key -> assertThat(key).isIn("url", "password", "trackingIdentifier"));
    }
}
