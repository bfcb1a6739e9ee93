package org.openworkspace.clock;

import java.util.Locale;
import java.util.Optional;
import org.openworkspace.app.AppType;
import org.openworkspace.app.AppTypeModel;
import org.osgi.service.component.annotations.Component;

/** The clock in the App store. */
@Component
public final class ClockApp implements AppType {

    @Override
    public AppTypeModel describe(Locale locale) {
        return new AppTypeModel(
                "clock",
                "Clock",
                "What time it is elsewhere.",
                "clock",
                "#334155",
                "clock.face",
                Optional.of("clock"));
    }
}
