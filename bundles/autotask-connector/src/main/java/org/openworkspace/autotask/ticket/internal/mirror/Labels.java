package org.openworkspace.autotask.ticket.internal.mirror;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openworkspace.autotask.ticket.Ticket;
import org.openworkspace.autotask.ticket.internal.json.FieldInformation;
import org.openworkspace.autotask.ticket.internal.json.FieldInformation.PicklistValue;

/**
 * The customer's own words for numbers.
 *
 * @param takenAt when they were read
 * @param status words for the status
 * @param priority words and order for the priority
 */
record Labels(Instant takenAt, Map<Integer, Label> status, Map<Integer, Label> priority) {

    /** A word, and its place in the customer's list. */
    record Label(String text, int order) {}

    static final Labels NONE = new Labels(Instant.EPOCH, Map.of(), Map.of());

    static Labels of(FieldInformation information, Instant takenAt) {
        return new Labels(
                takenAt, picklist(information, "status"), picklist(information, "priority"));
    }

    Ticket applied(TicketRow row) {
        Label status = label(status(), row.status());
        Label priority = label(priority(), row.priority());
        return new Ticket(
                row.id(),
                row.number(),
                row.title(),
                row.status(),
                status.text(),
                row.priority(),
                priority.text(),
                priority.order(),
                TicketRow.instant(row.created()),
                Instant.ofEpochMilli(row.lastActivity()),
                TicketRow.instant(row.due()));
    }

    /**
     * The word for a number; a number that the picklist does not know stays a number, and comes
     * last.
     */
    private static Label label(Map<Integer, Label> labels, int value) {
        return labels.getOrDefault(value, new Label(Integer.toString(value), Integer.MAX_VALUE));
    }

    private static Map<Integer, Label> picklist(FieldInformation information, String name) {
        Map<Integer, Label> labels = new HashMap<>();
        information.fields().stream()
                .filter(field -> name.equalsIgnoreCase(field.name()))
                .map(FieldInformation.Field::picklistValues)
                .filter(values -> values != null)
                .flatMap(List::stream)
                .filter(value -> value.value() != null && value.value().matches("-?\\d{1,9}"))
                .forEach(value -> put(labels, value));
        return Map.copyOf(labels);
    }

    private static void put(Map<Integer, Label> labels, PicklistValue value) {
        String label = value.label() == null ? value.value() : value.label();
        labels.put(Integer.valueOf(value.value()), new Label(label, value.sortOrder()));
    }
}
