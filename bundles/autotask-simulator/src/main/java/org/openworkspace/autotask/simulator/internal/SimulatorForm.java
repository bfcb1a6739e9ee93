package org.openworkspace.autotask.simulator.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How a simulator in a framework is configured. */
@ObjectClassDefinition(
        name = "%form.name",
        description = "%form.description",
        localization = "OSGI-INF/l10n/simulator")
@interface SimulatorForm {

    String PID = "org.openworkspace.autotask.simulator";

    @AttributeDefinition(name = "%host.name", description = "%host.description")
    String host() default "localhost";

    @AttributeDefinition(
            name = "%port.name",
            description = "%port.description",
            min = "0",
            max = "65535")
    int port() default 8181;

    @AttributeDefinition(name = "%world.name", description = "%world.description")
    String world() default "demo";

    @AttributeDefinition(name = "%contacts.name", description = "%contacts.description", min = "0")
    int contacts() default 100_000;

    @AttributeDefinition(name = "%tickets.name", description = "%tickets.description", min = "0")
    int tickets() default 500_000;

    @AttributeDefinition(name = "%seed.name", description = "%seed.description")
    long seed() default 1;

    @AttributeDefinition(name = "%activity.name", description = "%activity.description", min = "0")
    int activity_seconds() default 0;

    @AttributeDefinition(name = "%control.name", description = "%control.description")
    boolean control() default false;
}
