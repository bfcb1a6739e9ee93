package org.openworkspace.autotask.tile.internal;

import java.util.Locale;
import java.util.Optional;
import org.openworkspace.app.AppType;
import org.openworkspace.app.AppTypeModel;
import org.osgi.service.component.annotations.Component;

/** The Autotask app, as the App store shows it before it is configured. */
@Component
public final class TicketAppType implements AppType {

    @Override
    public AppTypeModel describe(Locale locale) {
        Texts texts = Texts.in(locale);
        return new AppTypeModel(
                "autotask",
                texts.of("app.name"),
                texts.of("app.description"),
                "headset",
                "#0e7a7d",
                TicketTileProvider.ID,
                Optional.of("autotask"));
    }
}
