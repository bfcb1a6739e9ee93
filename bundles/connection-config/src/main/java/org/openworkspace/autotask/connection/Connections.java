package org.openworkspace.autotask.connection;

import java.util.List;
import java.util.Optional;
import org.openworkspace.tile.Watch;
import org.osgi.annotation.versioning.ProviderType;

/** The connections that exist now. Thread-safe; answers from memory. */
@ProviderType
public interface Connections {

    /** Returns every connection of every organisation, in no particular order. */
    List<Connection> all();

    /**
     * Finds a connection, for somebody of one organisation.
     *
     * @return the connection; empty if there is none, or if it belongs to another organisation
     */
    Optional<Connection> find(String organisation, String id);

    /**
     * Runs {@code changed} after each change, on the thread that made it, until the watch is
     * closed.
     */
    Watch watch(Runnable changed);
}
