package org.openworkspace.autotask.connection.internal;

import java.util.Map;
import org.osgi.util.converter.Converters;

/** Settings as the framework makes them from a configuration. */
final class Settings {

    private Settings() {}

    static ConfiguredSettings of(Map<String, Object> configuration) {
        SettingsForm form =
                Converters.standardConverter().convert(configuration).to(SettingsForm.class);
        return new ConfiguredSettings(form, form._tracking_identifier());
    }
}
