package org.openworkspace.app;

import java.util.Locale;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A kind of app that people can add. Plugins register one as a service; the host lists it for as
 * long as the service is there. Called on any thread; answers from memory.
 */
@ConsumerType
public interface AppType {

    /** Describes this kind of app in the language that fits {@code locale} best. */
    AppTypeModel describe(Locale locale);
}
