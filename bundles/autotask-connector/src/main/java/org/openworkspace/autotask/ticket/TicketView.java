package org.openworkspace.autotask.ticket;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one person's tickets at one instant.
 *
 * @param state what the list is worth
 * @param asOf when the list was last known to be right; empty while there is none
 * @param tickets the person's tickets inside the window, the latest activity first; empty unless
 *     READY or STALE
 */
public record TicketView(State state, Optional<Instant> asOf, List<Ticket> tickets) {

    /** What a list of tickets is worth. */
    public enum State {
        /** Autotask has not been asked yet, or has not answered yet. */
        LOADING,
        /** The list is fresh. */
        READY,
        /** The list was right once and could not be refreshed since. */
        STALE,
        /** No active contact has the person's address. */
        NO_CONTACT,
        /** More than one active contact has the person's address; nobody's tickets are shown. */
        SEVERAL_CONTACTS,
        /** There is no list and none is coming; the state of the connection says why. */
        UNAVAILABLE
    }

    public TicketView {
        requireNonNull(state, "state");
        requireNonNull(asOf, "asOf");
        tickets = List.copyOf(tickets);
        if (!tickets.isEmpty() && state != State.READY && state != State.STALE) {
            throw new IllegalArgumentException("tickets in state " + state);
        }
    }

    /** A view without a list. */
    public static TicketView without(State state) {
        return new TicketView(state, Optional.empty(), List.of());
    }
}
