package org.openworkspace.autotask.ticket.internal.json;

/** A row of Tickets, as far as we ask for it. */
public record TicketItem(
        long id,
        Long contactID,
        String ticketNumber,
        String title,
        Integer status,
        Integer priority,
        String createDate,
        String lastActivityDate,
        String lastTrackedModificationDateTime,
        String dueDateTime) {}
