package org.openworkspace.autotask.connection.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import org.osgi.util.converter.Converters;

/** Settings as the framework makes them from a configuration. */
final class Settings {

    private Settings() {}

    static ConfiguredSettings of(Map<String, Object> configuration) {
        try {
            return new ConfiguredSettings(
                    form(configuration),
                    new KeyFile(Files.createTempDirectory("settings").resolve(KeyFile.NAME), false),
                    new StoredInMemory().connections());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SettingsForm form(Map<String, Object> configuration) {
        return Converters.standardConverter().convert(configuration).to(SettingsForm.class);
    }
}
