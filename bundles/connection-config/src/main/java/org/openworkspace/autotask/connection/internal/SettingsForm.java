package org.openworkspace.autotask.connection.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What the operator sets for every connection of this installation. */
@ObjectClassDefinition(
        name = "%settings.name",
        description = "%settings.description",
        localization = "OSGI-INF/l10n/settings")
@interface SettingsForm {

    @AttributeDefinition(
            name = "%tracking.identifier.name",
            description = "%tracking.identifier.description",
            type = AttributeType.PASSWORD,
            required = false)
    String _tracking_identifier() default "";

    @AttributeDefinition(name = "%vendor.name.name", description = "%vendor.name.description")
    String vendor_name() default "Open Workspace";

    @AttributeDefinition(name = "%discovery.url.name", description = "%discovery.url.description")
    String discovery_url() default "https://webservices.autotask.net/ATServicesRest/";

    @AttributeDefinition(name = "%allowed.hosts.name", description = "%allowed.hosts.description")
    String[] allowed_hosts() default {"https://*.autotask.net"};

    @AttributeDefinition(name = "%ticket.path.name", description = "%ticket.path.description")
    String ticket_path() default
            "ClientPortal/ServiceTickets/ServiceTicketDetail.aspx?ticketID={id}";

    @AttributeDefinition(
            name = "%new.ticket.path.name",
            description = "%new.ticket.path.description")
    String new_ticket_path() default "ClientPortal/ServiceTickets/NewTicket.aspx";

    @AttributeDefinition(
            name = "%refresh.seconds.name",
            description = "%refresh.seconds.description",
            min = "10",
            max = "3600")
    int refresh_seconds() default 60;

    @AttributeDefinition(
            name = "%calls.per.hour.name",
            description = "%calls.per.hour.description",
            min = "10",
            max = "10000")
    int calls_per_hour() default 500;

    @AttributeDefinition(
            name = "%window.days.name",
            description = "%window.days.description",
            min = "1",
            max = "365")
    int window_days() default 90;

    @AttributeDefinition(
            name = "%key.file.name",
            description = "%key.file.description",
            required = false)
    String key_file() default "";

    @AttributeDefinition(
            name = "%secrets.directory.name",
            description = "%secrets.directory.description",
            required = false)
    String secrets_directory() default "";

    @AttributeDefinition(
            name = "%proxy.host.name",
            description = "%proxy.host.description",
            required = false)
    String proxy_host() default "";

    @AttributeDefinition(
            name = "%proxy.port.name",
            description = "%proxy.port.description",
            min = "1",
            max = "65535")
    int proxy_port() default 8080;

    @AttributeDefinition(
            name = "%proxy.username.name",
            description = "%proxy.username.description",
            required = false)
    String proxy_username() default "";

    @AttributeDefinition(
            name = "%proxy.password.name",
            description = "%proxy.password.description",
            type = AttributeType.PASSWORD,
            required = false)
    String _proxy_password() default "";

    @AttributeDefinition(
            name = "%trust.store.name",
            description = "%trust.store.description",
            required = false)
    String trust_store() default "";

    @AttributeDefinition(
            name = "%trust.store.password.name",
            description = "%trust.store.password.description",
            type = AttributeType.PASSWORD,
            required = false)
    String _trust_store_password() default "";

    @AttributeDefinition(
            name = "%connect.seconds.name",
            description = "%connect.seconds.description",
            min = "1",
            max = "60")
    int connect_seconds() default 10;

    @AttributeDefinition(
            name = "%call.seconds.name",
            description = "%call.seconds.description",
            min = "5",
            max = "300")
    int call_seconds() default 30;
}
