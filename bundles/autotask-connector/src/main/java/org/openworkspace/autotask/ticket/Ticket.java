package org.openworkspace.autotask.ticket;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A ticket, as far as its contact may see it.
 *
 * @param id Autotask's identifier
 * @param number the ticket number, such as {@code T20261123.0042}
 * @param title its title, plain text of foreign origin
 * @param status the value of Autotask's status picklist
 * @param statusLabel the customer's label of that status; its number if the picklist does not know
 *     it
 * @param priority the value of Autotask's priority picklist
 * @param priorityLabel the customer's label of that priority; its number if the picklist does not
 *     know it
 * @param priorityOrder the place of the priority in the customer's picklist, the most urgent first;
 *     the number itself is no order
 * @param created when it was made; empty if Autotask does not say
 * @param lastActivity when something last happened to it
 * @param due when it is due; empty if Autotask does not say
 */
public record Ticket(
        long id,
        String number,
        String title,
        int status,
        String statusLabel,
        int priority,
        String priorityLabel,
        int priorityOrder,
        Optional<Instant> created,
        Instant lastActivity,
        Optional<Instant> due) {

    public Ticket {
        requireNonNull(number, "number");
        requireNonNull(title, "title");
        requireNonNull(statusLabel, "statusLabel");
        requireNonNull(priorityLabel, "priorityLabel");
        requireNonNull(created, "created");
        requireNonNull(lastActivity, "lastActivity");
        requireNonNull(due, "due");
    }
}
