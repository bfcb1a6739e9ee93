package org.openworkspace.autotask.simulator.internal;

import java.util.Map;
import java.util.Optional;

/** Pages that stand in for the client portal, so that a link of a tile leads somewhere. */
final class PortalPages {

    private static final Map<String, String> HEADERS =
            Map.of("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");

    private final Entity tickets;
    private final World world;

    PortalPages(Entity tickets, World world) {
        this.tickets = tickets;
        this.world = world;
    }

    Response answer(Request request) {
        return switch (request.segment(2)) {
            case "" -> page(200, "Client portal", "Your tickets are on your workspace.");
            case "newticket.aspx" -> page(200, "New ticket", "Here a new ticket is made.");
            case "serviceticketdetail.aspx" -> ticket(request.parameter("ticketID").orElse(""));
            default -> page(404, "Not found", "The portal has no such page.");
        };
    }

    private Response ticket(String id) {
        Optional<Row> ticket =
                id.matches("\\d{1,18}")
                        ? world.find(tickets, Long.parseLong(id))
                        : Optional.empty();
        return ticket.map(
                        row ->
                                page(
                                        200,
                                        row.text(tickets.the("ticketNumber"))
                                                + " "
                                                + row.text(tickets.the("title")),
                                        "Status: "
                                                + Picklists.label(
                                                        "Ticket.status",
                                                        row.number(tickets.the("status")))))
                .orElseGet(() -> page(404, "No such ticket", "The portal does not know it."));
    }

    private static Response page(int status, String title, String text) {
        String html =
                """
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><title>%1$s</title></head>
                <body>
                <h1>%1$s</h1>
                <p>%2$s</p>
                <p><small>This page stands in for the client portal: Autotask is simulated here.</small></p>
                </body>
                </html>
                """
                        .formatted(escaped(title), escaped(text));
        Response response = Response.of(status, "text/html; charset=utf-8", html);
        return new Response(status, response.contentType(), response.body(), HEADERS);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
