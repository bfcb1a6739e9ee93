package org.openworkspace.autotask.connection;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * What an administrator fills in for a connection: one factory configuration each. Keys and
 * defaults are API, because saved configurations live longer than this code.
 */
@ObjectClassDefinition(
        name = "%form.name",
        description = "%form.description",
        localization = "OSGI-INF/l10n/connection")
public @interface ConnectionForm {

    /** The factory PID of connections. */
    String PID = "org.openworkspace.autotask.connection";

    @AttributeDefinition(name = "%name.name", description = "%name.description")
    String name();

    @AttributeDefinition(name = "%username.name", description = "%username.description")
    String username();

    /** Key {@code .secret}: the dot keeps it out of the service registry. */
    @AttributeDefinition(
            name = "%secret.name",
            description = "%secret.description",
            type = AttributeType.PASSWORD)
    String _secret();

    @AttributeDefinition(
            name = "%portal.url.name",
            description = "%portal.url.description",
            required = false)
    String portal_url() default "";

    @AttributeDefinition(
            name = "%company.ids.name",
            description = "%company.ids.description",
            required = false)
    String company_ids() default "";

    @AttributeDefinition(
            name = "%identity.name",
            description = "%identity.description",
            required = false,
            options = {
                @Option(value = "upn", label = "%identity.upn"),
                @Option(value = "mail", label = "%identity.mail")
            })
    String identity() default "upn";

    @AttributeDefinition(
            name = "%status.map.name",
            description = "%status.map.description",
            required = false)
    String[] status_map() default {};
}
