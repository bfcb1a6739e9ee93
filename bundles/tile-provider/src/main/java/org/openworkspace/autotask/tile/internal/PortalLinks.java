package org.openworkspace.autotask.tile.internal;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openworkspace.autotask.connection.AutotaskSettings;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.Zone;
import org.openworkspace.tile.LinkModel;

/**
 * Addresses in the client portal. They are made from the operator's templates; what is filled in is
 * percent-encoded, so that no number of a ticket can change where a link goes.
 *
 * @param base the portal's address, ending in a slash; empty while neither the connection nor its
 *     zone names one, and then there are no links
 * @param ticketPath the template of a ticket's page
 * @param newTicketPath the page for a new ticket
 */
record PortalLinks(Optional<URI> base, String ticketPath, String newTicketPath) {

    static PortalLinks of(Connection connection, Optional<Zone> zone, AutotaskSettings settings) {
        return new PortalLinks(
                connection.portalUrl().or(() -> zone.map(Zone::webUrl)),
                settings.ticketPath(),
                settings.newTicketPath());
    }

    Optional<URI> ticket(long id, String number) {
        return base.map(
                portal ->
                        portal.resolve(
                                ticketPath
                                        .replace("{id}", Long.toString(id))
                                        .replace("{number}", encoded(number))));
    }

    List<LinkModel> all(Texts texts) {
        return base.stream()
                .flatMap(
                        portal ->
                                Stream.of(
                                        new LinkModel(
                                                LinkModel.Kind.NEW,
                                                texts.of("link.new"),
                                                portal.resolve(newTicketPath)),
                                        new LinkModel(
                                                LinkModel.Kind.HOME,
                                                texts.of("link.home"),
                                                portal.resolve("ClientPortal/"))))
                .toList();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
