package org.openworkspace.autotask.connection;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The connections as they are stored, for what rewrites them: raw, with secrets sealed.
 * Thread-safe; one writer at a time, whoever it is.
 */
@ProviderType
public interface ConnectionStore {

    /** Returns every stored connection, of every organisation. */
    List<StoredConnection> all();

    /**
     * Puts properties in the place of others.
     *
     * @param before what was read; if something else is stored by now, nothing happens
     * @param after all that shall be stored
     * @return whether it is stored
     * @throws IOException if it cannot be written
     */
    boolean replace(StoredConnection before, Map<String, Object> after) throws IOException;

    /**
     * Stores a connection that is not there, because a write was torn.
     *
     * @param properties all that shall be stored, the connection's {@code id} among it
     * @throws IOException if it cannot be written
     */
    void restore(Map<String, Object> properties) throws IOException;

    /** Seals a text for one connection; empty if there is no key that can be trusted. */
    Optional<String> seal(Secret text, String connectionId);

    /** Opens what was sealed for a connection; what was never sealed comes back as it is. */
    Optional<Secret> open(String stored, String connectionId);

    /**
     * Makes the login of a user with the vendor's identifier; empty if this installation has none.
     */
    Optional<Login> login(String username, Secret secret);

    /**
     * A connection as it is stored.
     *
     * @param pid the PID of its configuration
     * @param id its identifier; if none is stored, the one that it is going to get
     * @param organisation whose it is
     * @param name how administrators call it
     * @param username the name of the API user; empty if none is stored
     * @param writable whether it is ours to rewrite; not so if it belongs to a file
     * @param properties what is stored, but for the keys that Configuration Admin adds
     */
    record StoredConnection(
            String pid,
            String id,
            String organisation,
            String name,
            String username,
            boolean writable,
            Map<String, Object> properties) {

        public StoredConnection {
            requireNonNull(pid, "pid");
            requireNonNull(id, "id");
            requireNonNull(organisation, "organisation");
            requireNonNull(name, "name");
            requireNonNull(username, "username");
            properties = Map.copyOf(properties);
        }

        /** Whether it has its form from before 3.45. */
        public boolean isOld() {
            return properties.containsKey(LegacyKeys.URL)
                    || properties.containsKey(LegacyKeys.PASSWORD)
                    || properties.containsKey(LegacyKeys.TRACKING_IDENTIFIER);
        }

        /** Names the configuration alone: some values are secrets. */
        @Override
        public String toString() {
            return "StoredConnection[" + pid + "]";
        }
    }
}
