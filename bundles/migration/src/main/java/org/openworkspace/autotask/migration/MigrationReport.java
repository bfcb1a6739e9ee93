package org.openworkspace.autotask.migration;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.openworkspace.autotask.connection.Cause;

/**
 * How the connections of one organisation fare that are, or were, from before 3.45.
 *
 * @param entries one for each, those that need action first
 * @param removableFrom when nothing is left to do for this bundle in the whole installation, and it
 *     may be taken away; empty while that cannot be said
 */
public record MigrationReport(List<Entry> entries, Optional<Instant> removableFrom) {

    /** How one connection fares. */
    public enum Outcome {
        /** It has today's form and works with the vendor's identifier. */
        MIGRATED,
        /** Its API user hangs on another identifier, with which it goes on being served. */
        NEW_API_USER_NEEDED,
        /** Whether its login works could not be found out yet; it is tried again by itself. */
        WAITING,
        /** It holds no username. */
        USERNAME_MISSING,
        /** It holds no secret. */
        SECRET_MISSING,
        /** Its secret or its identifier was sealed with another key. */
        SECRET_UNREADABLE,
        /** Its secret or its identifier is a reference that something else resolves. */
        SECRET_IS_REFERENCE,
        /** Another stored connection has the same identifier. */
        DUPLICATE_ID,
        /** It cannot be stored; the log says why. */
        NOT_STORED,
        /** It belongs to a file, which is not ours to rewrite. */
        IN_FILE,
        /** An administrator had it put back. */
        HELD;

        /** Whether an administrator has to do something. */
        public boolean needsAction() {
            return this != MIGRATED && this != WAITING;
        }
    }

    /**
     * One connection.
     *
     * @param connectionId its identifier
     * @param name how administrators call it
     * @param outcome how it fares; in a dry run, how it would
     * @param cause why it waits, if Autotask was asked
     * @param steps the steps it went through, or would
     * @param address what its old address looked like; empty once it is gone
     * @param undoable whether it can be put back
     */
    public record Entry(
            String connectionId,
            String name,
            Outcome outcome,
            Optional<Cause> cause,
            String steps,
            Optional<LegacyAddress> address,
            boolean undoable) {

        public Entry {
            requireNonNull(connectionId, "connectionId");
            requireNonNull(name, "name");
            requireNonNull(outcome, "outcome");
            requireNonNull(cause, "cause");
            requireNonNull(steps, "steps");
            requireNonNull(address, "address");
        }
    }

    public MigrationReport {
        entries = List.copyOf(entries);
        requireNonNull(removableFrom, "removableFrom");
    }

    /** How many work in today's form. */
    public long migrated() {
        return entries.stream().filter(e -> e.outcome() == Outcome.MIGRATED).count();
    }

    /** How many an administrator has to do something about. */
    public long needAction() {
        return entries.stream().filter(e -> e.outcome().needsAction()).count();
    }
}
