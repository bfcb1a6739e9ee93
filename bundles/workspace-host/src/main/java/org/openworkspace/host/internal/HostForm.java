package org.openworkspace.host.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How the reference host is configured. */
@ObjectClassDefinition(
        name = "%form.name",
        description = "%form.description",
        localization = "OSGI-INF/l10n/settings")
@interface HostForm {

    String PID = "org.openworkspace.host";

    @AttributeDefinition(name = "%demo.name", description = "%demo.description")
    boolean demo() default false;

    @AttributeDefinition(name = "%data.directory.name", description = "%data.directory.description")
    String data_directory() default "workspace-data";

    @AttributeDefinition(
            name = "%database.url.name",
            description = "%database.url.description",
            required = false)
    String database_url() default "";

    @AttributeDefinition(
            name = "%database.username.name",
            description = "%database.username.description")
    String database_username() default "workspace";

    @AttributeDefinition(
            name = "%database.password.name",
            description = "%database.password.description",
            type = AttributeType.PASSWORD,
            required = false)
    String _database_password() default "";

    @AttributeDefinition(
            name = "%session.minutes.name",
            description = "%session.minutes.description",
            min = "1",
            max = "10080")
    int session_minutes() default 480;

    @AttributeDefinition(
            name = "%metrics.token.name",
            description = "%metrics.token.description",
            type = AttributeType.PASSWORD,
            required = false)
    String _metrics_token() default "";
}
