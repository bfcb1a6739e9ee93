package org.openworkspace.autotask.simulator.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The simulator's own API: counters, faults, and changes to the world. */
final class ControlApi {

    private final Map<String, Entity> entities;
    private final World world;
    private final Limits limits;
    private final VendorApi vendor;
    private final Clock clock;
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private volatile boolean down;

    ControlApi(
            Map<String, Entity> entities,
            World world,
            Limits limits,
            VendorApi vendor,
            Clock clock) {
        this.entities = entities;
        this.world = world;
        this.limits = limits;
        this.vendor = vendor;
        this.clock = clock;
    }

    boolean down() {
        return down;
    }

    /** The fault that strikes a path now; it is counted. */
    Optional<Fault> fault(String path) {
        return faults.stream().filter(fault -> fault.strikes(path)).findFirst();
    }

    Response answer(Request request) {
        JsonNode body =
                request.body().length == 0 ? Json.read("{}".getBytes()) : Json.read(request.body());
        return switch (request.method() + " " + request.segment(1)) {
            case "GET counters" ->
                    Response.of(200, "application/json", Json.write(limits.counters()));
            case "DELETE counters" -> {
                limits.reset();
                yield done();
            }
            case "PUT faults" -> {
                clearFaults();
                body.forEach(fault -> faults.add(Fault.of(fault)));
                yield done();
            }
            case "DELETE faults" -> {
                clearFaults();
                yield done();
            }
            case "POST down" -> switched(true);
            case "POST up" -> switched(false);
            case "PUT usage" -> {
                limits.others(body.path("calls").asInt());
                yield done();
            }
            case "PUT moved" -> {
                vendor.moved(body.path("moved").asBoolean());
                yield done();
            }
            case "PUT refusals" -> {
                vendor.refusedAfterWrongIdentifier(body.path("afterWrongIdentifier").asInt());
                yield done();
            }
            case "PUT users" -> user(request.segment(2), body);
            case "POST tickets" -> newTicket(body);
            case "PATCH tickets" -> changedTicket(request.segment(2), body);
            case "DELETE tickets" -> goneTicket(request.segment(2));
            case "POST contacts" -> newContact(body);
            case "PATCH contacts" -> changedContact(request, body);
            case "DELETE contacts" -> goneContact(request);
            default -> throw Refusal.web(404, "The control API has no such route.");
        };
    }

    private void clearFaults() {
        faults.forEach(Fault::release);
        faults.clear();
    }

    private Response switched(boolean nowDown) {
        down = nowDown;
        return done();
    }

    private Response user(String name, JsonNode body) {
        vendor.users()
                .compute(
                        name,
                        (key, user) -> {
                            ApiUser known =
                                    user == null
                                            ? new ApiUser(
                                                    "", VendorApi.VENDOR_IDENTIFIER, true, true)
                                            : user;
                            return known.may(
                                            body.path("readsContacts")
                                                    .asBoolean(known.readsContacts()),
                                            body.path("seesTickets").asBoolean(known.seesTickets()))
                                    .with(
                                            body.path("secret").asText(known.secret()),
                                            body.path("identifier").asText(known.identifier()),
                                            body.path("locked").asBoolean(known.locked()),
                                            0);
                        });
        return done();
    }

    private Response newTicket(JsonNode body) {
        Row contact = contact(body.path("email").asText());
        long now = clock.millis();
        Row ticket =
                world.ticket(
                        contact,
                        body.path("title").asText("Made by the control API"),
                        body.path("status").asInt(1),
                        now,
                        now);
        return Response.of(
                200,
                "application/json",
                Json.write(
                        Map.of(
                                "id",
                                ticket.id(),
                                "number",
                                ticket.text(Entity.of(entities, "tickets").the("ticketNumber")))));
    }

    private Response changedTicket(String id, JsonNode body) {
        Entity entity = Entity.of(entities, "tickets");
        Row ticket = ticket(entity, id);
        Map<Field, Optional<Object>> values = new HashMap<>();
        if (body.has("status")) {
            values.put(entity.the("status"), Optional.of(body.get("status").asInt()));
        }
        if (body.has("title")) {
            values.put(entity.the("title"), Optional.of(body.get("title").asText()));
        }
        if (body.has("contactEmail")) {
            values.put(
                    entity.the("contactID"),
                    Optional.of(contact(body.get("contactEmail").asText()).id()));
        }
        world.touch(ticket, values);
        if (body.has("lastActivityDate")) {
            world.change(
                    ticket,
                    Map.of(
                            entity.the("lastActivityDate"),
                            Optional.of(Times.read(body.get("lastActivityDate").asText()))));
        }
        return done();
    }

    /** Deletes a ticket as people in Autotask can: without a trace. */
    private Response goneTicket(String id) {
        Entity entity = Entity.of(entities, "tickets");
        world.remove(entity, ticket(entity, id));
        return done();
    }

    private Row ticket(Entity entity, String id) {
        return world.find(entity, id.matches("\\d{1,18}") ? Long.parseLong(id) : -1)
                .orElseThrow(() -> Refusal.web(404, "There is no ticket " + id + "."));
    }

    private Response newContact(JsonNode body) {
        Row contact =
                world.contact(
                        "New",
                        "Contact",
                        body.path("email").asText(),
                        body.path("companyID").asInt(1),
                        true);
        Entity entity = Entity.of(entities, "contacts");
        long now = clock.millis();
        for (String time : List.of("createDate", "lastModifiedDate", "lastActivityDate")) {
            world.change(contact, Map.of(entity.the(time), Optional.of(now)));
        }
        return Response.of(200, "application/json", Json.write(Map.of("id", contact.id())));
    }

    private Response changedContact(Request request, JsonNode body) {
        Entity entity = Entity.of(entities, "contacts");
        Row contact = contact(request.parameter("email").orElse(""));
        Map<Field, Optional<Object>> values = new HashMap<>();
        values.put(entity.the("lastModifiedDate"), Optional.of(clock.millis()));
        for (String address : List.of("emailAddress", "emailAddress2")) {
            if (body.has(address)) {
                values.put(entity.the(address), Optional.of(body.get(address).asText()));
            }
        }
        if (body.has("isActive")) {
            values.put(entity.the("isActive"), Optional.of(body.get("isActive").asInt()));
        }
        world.change(contact, values);
        return done();
    }

    /** Deletes a contact without a trace. */
    private Response goneContact(Request request) {
        world.remove(
                Entity.of(entities, "contacts"), contact(request.parameter("email").orElse("")));
        return done();
    }

    private Row contact(String address) {
        return world.contact(address.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> Refusal.web(404, "There is no contact with that address."));
    }

    private static Response done() {
        return Response.empty(204, Map.of());
    }
}
