package org.openworkspace.autotask.connection;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Everything that the plugin keeps beyond its own life: connections, notes, settings, the key.
 * Updating bundles and taking them away leaves all of it where it is, so that it is there again
 * when they come back; only this takes it away. It is for whoever runs the installation, and keeps
 * no organisations apart. Thread-safe.
 */
@ProviderType
public interface KeptData {

    /** Returns what is kept now; the order is that of {@link Kind}, then by name. */
    List<Kept> all();

    /**
     * Takes away for good what is {@link Kept#removable()}. What cannot be taken away is logged and
     * stays; asking again goes on with it. While the key is gone no secret is accepted; the next
     * start of the bundle makes a new one.
     *
     * @param settingsToo whether {@link Kind#SETTINGS} and {@link Kind#KEY} go as well; the key
     *     stays as long as something that is sealed with it stays
     */
    void remove(boolean settingsToo);

    /** What something is. */
    enum Kind {
        /** A stored connection, its sealed secret in it. */
        CONNECTION,
        /** What is remembered about connections: sealed files of one topic. */
        NOTES,
        /** Which logins were refused. */
        REFUSALS,
        /** What holds for all connections. */
        SETTINGS,
        /** The key file. */
        KEY
    }

    /**
     * Something that is kept.
     *
     * @param kind what it is
     * @param name how people call it; empty where the kind says it all
     * @param where the PID of a configuration, or the path of a file or folder
     * @param connectionId the identifier of a connection; empty for everything else
     * @param organisation whose connection it is; empty for everything else
     * @param removable whether it can be taken away here; not so if it belongs to a file or is
     *     locked, nor the key while something that stays so is sealed with it
     */
    record Kept(
            Kind kind,
            String name,
            String where,
            Optional<String> connectionId,
            Optional<String> organisation,
            boolean removable) {

        public Kept {
            requireNonNull(kind, "kind");
            requireNonNull(name, "name");
            requireNonNull(where, "where");
            requireNonNull(connectionId, "connectionId");
            requireNonNull(organisation, "organisation");
        }
    }
}
