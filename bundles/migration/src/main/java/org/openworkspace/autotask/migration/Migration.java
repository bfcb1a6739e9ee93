package org.openworkspace.autotask.migration;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Brings connections from before 3.45 along. It runs by itself; this is to look at it and to steer
 * it. Thread-safe. What is asked of one organisation touches no other.
 */
@ProviderType
public interface Migration {

    /** Returns how things stand; from memory and what is stored, without a call. */
    MigrationReport report(String organisation);

    /**
     * Finds out what a run would do, and changes no connection. A login that was never tried with
     * the vendor's identifier is tried now, once; the run then knows. Takes at most a minute, and
     * reports as waiting what it did not get to.
     */
    MigrationReport dryRun(String organisation);

    /**
     * Brings along what can be, now. Takes at most a minute; what is not done by then goes on by
     * itself.
     */
    MigrationReport run(String organisation);

    /**
     * Puts a connection that needs a new API user back into its old form, and holds it: it is
     * neither brought along nor used until {@link #resume}.
     *
     * @return whether it was put back; not so if there is nothing to put back
     */
    boolean undo(String connectionId);

    /**
     * Lets a held connection go on: its login is tried once more, and it is brought along.
     *
     * @return whether it was held
     */
    boolean resume(String connectionId);
}
