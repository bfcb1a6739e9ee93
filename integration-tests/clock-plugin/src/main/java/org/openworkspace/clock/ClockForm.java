package org.openworkspace.clock;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What a clock is set to. */
@ObjectClassDefinition(name = "Clock", description = "A place whose time is shown.")
@interface ClockForm {

    String PID = "org.openworkspace.clock";

    @AttributeDefinition(name = "Name", description = "What stands on the clock.")
    String name();

    @AttributeDefinition(name = "Zone", description = "A time zone, such as Europe/Amsterdam.")
    String zone();

    @AttributeDefinition(
            name = "Hours",
            description = "How the hours are counted.",
            required = false,
            options = {@Option(label = "24", value = "H"), @Option(label = "12", value = "h")})
    String hours() default "H";

    @AttributeDefinition(
            name = "Key",
            description = "What winds the clock up.",
            required = false,
            type = AttributeType.PASSWORD)
    String key();
}
