package org.openworkspace.autotask.simulator.internal;

import java.util.List;
import java.util.Map;

/** The values of picklists: the system's own, and what a tenant made of them. */
final class Picklists {

    /** One value. */
    record Value(int value, String label, int sortOrder, boolean system) {}

    private static final Map<String, List<Value>> BY_FIELD =
            Map.of(
                    "Ticket.status",
                    List.of(
                            new Value(1, "New", 1, true),
                            new Value(8, "In Progress", 2, false),
                            new Value(10, "Dispatched", 3, false),
                            new Value(11, "Escalate", 4, false),
                            new Value(7, "Waiting Customer", 5, false),
                            new Value(9, "Waiting Materials", 6, false),
                            new Value(12, "Waiting Vendor", 7, false),
                            new Value(13, "Waiting Approval", 8, false),
                            new Value(29682801, "Wacht op levering", 9, false),
                            new Value(5, "Complete", 10, true)),
                    "Ticket.priority",
                    List.of(
                            new Value(4, "Critical", 1, false),
                            new Value(1, "High", 2, false),
                            new Value(2, "Medium", 3, false),
                            new Value(3, "Low", 4, false)),
                    "Ticket.ticketType",
                    List.of(
                            new Value(1, "Service Request", 1, true),
                            new Value(2, "Incident", 2, true),
                            new Value(3, "Problem", 3, true),
                            new Value(4, "Change Request", 4, true),
                            new Value(5, "Alert", 5, true)),
                    "Ticket.queueID",
                    List.of(
                            new Value(5, "Client Portal", 0, true),
                            new Value(8, "Monitoring Alert", 0, true),
                            new Value(29682833, "Servicedesk", 0, false)),
                    "Ticket.source",
                    List.of(
                            new Value(-1, "Client Portal", 1, true),
                            new Value(1, "Other", 2, false),
                            new Value(2, "Phone", 3, false),
                            new Value(4, "E-mail", 4, false)),
                    "Ticket.ticketCategory",
                    List.of(new Value(3, "Standard", 1, true)),
                    "TicketNote.publish",
                    List.of(
                            new Value(1, "All Autotask Users", 1, true),
                            new Value(2, "Internal Project Team", 2, true)),
                    "TicketNote.noteType",
                    List.of(
                            new Value(1, "Task Summary", 1, true),
                            new Value(3, "Task Notes", 2, true),
                            new Value(18, "Client Portal Note", 3, true)),
                    "ClientPortalUser.securityLevel",
                    List.of(
                            new Value(1, "User", 1, true),
                            new Value(2, "Manager", 2, true),
                            new Value(3, "Super User", 3, true)),
                    "Company.companyType",
                    List.of(new Value(1, "Customer", 1, true), new Value(7, "Vendor", 2, true)));

    private Picklists() {}

    static List<Value> of(Entity entity, Field field) {
        return BY_FIELD.getOrDefault(entity.name() + "." + field.name(), List.of());
    }

    static String label(String field, long value) {
        return BY_FIELD.getOrDefault(field, List.of()).stream()
                .filter(v -> v.value() == value)
                .map(Value::label)
                .findFirst()
                .orElse(Long.toString(value));
    }
}
