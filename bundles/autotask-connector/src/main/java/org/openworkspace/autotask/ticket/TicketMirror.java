package org.openworkspace.autotask.ticket;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.tile.Watch;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The tickets of the people who look, kept in step with Autotask. Reading costs no call: calls are
 * made by the mirror's own scheduler, for all who look together. Thread-safe.
 */
@ProviderType
public interface TicketMirror {

    /**
     * Returns what is known of a person's tickets, from memory, and counts as a look: their tickets
     * are kept fresh for five minutes after it. Never throws for trouble; why there is nothing to
     * show is in the state of the connection.
     *
     * @param connection which Autotask; one without a login is never asked anything
     * @param address the person's verified address, that of their Autotask contact
     */
    TicketView view(Connection connection, String address);

    /**
     * Asks Autotask at once instead of with the next refresh, for somebody who wants what is
     * newest. At most every five minutes for a login, and not while the customer's calls are half
     * used or ours run out: then the next refresh comes when it comes. Once it came, this person's
     * watches are told, also if nothing changed. Returns at once.
     */
    void refresh(Connection connection, String address);

    /**
     * Keeps a person's tickets fresh while the watch is open.
     *
     * @param changed run whenever {@link #view} may answer something else than before, on a thread
     *     of the mirror; it must return at once
     */
    Watch watch(Connection connection, String address, Runnable changed);

    /**
     * How much is held for a connection, together with all that have its login.
     *
     * @return empty if nobody ever looked through it, or not since its login is another one
     */
    Optional<Holding> holding(Connection connection);

    /**
     * How much is held.
     *
     * @param watched people whose tickets are kept fresh, because somebody looks at them
     * @param contacts contacts that are known
     * @param tickets tickets that are known
     * @param asOf when all of it was last in step with Autotask; empty until it was
     */
    record Holding(int watched, int contacts, int tickets, Optional<Instant> asOf) {

        public Holding {
            requireNonNull(asOf, "asOf");
        }
    }
}
