package org.openworkspace.autotask.ticket.internal.mirror;

import java.time.Instant;
import java.util.Optional;

/**
 * A ticket in the mirror: what Autotask said, before the customer's words for numbers are added.
 */
record TicketRow(
        long id,
        long contactId,
        String number,
        String title,
        int status,
        int priority,
        Optional<Instant> created,
        Instant lastActivity,
        Optional<Instant> due) {}
