package org.openworkspace.autotask.migration.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What the operator may set; nothing has to be. */
@ObjectClassDefinition(
        name = "%form.name",
        description = "%form.description",
        localization = "OSGI-INF/l10n/migration-form")
@interface MigrationForm {

    String PID = "org.openworkspace.autotask.migration";

    @AttributeDefinition(name = "%automatic.name", description = "%automatic.description")
    boolean automatic() default true;

    @AttributeDefinition(
            name = "%backup.days.name",
            description = "%backup.days.description",
            min = "1",
            max = "365")
    int backup_days() default 30;
}
