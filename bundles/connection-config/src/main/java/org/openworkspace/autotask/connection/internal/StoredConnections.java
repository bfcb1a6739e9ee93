package org.openworkspace.autotask.connection.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openworkspace.autotask.connection.ConnectionForm;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The connections as they are stored: raw, before anything is filled in or opened. */
@Component(service = StoredConnections.class)
public final class StoredConnections {

    private final ConfigurationAdmin configurations;

    @Activate
    public StoredConnections(@Reference ConfigurationAdmin configurations) {
        this.configurations = configurations;
    }

    /** Whether any secret was ever sealed and is still stored. */
    boolean anySealed() {
        return list("(service.factoryPid=" + ConnectionForm.PID + ")").stream()
                .map(configuration -> String.valueOf(value(configuration, Keys.SECRET)))
                .anyMatch(Sealing::isSealed);
    }

    /** Finds what is stored under the PID that a component was activated with. */
    Optional<Configuration> byPid(String pid) {
        return list("(service.pid=" + pid + ")").stream().findFirst();
    }

    /** Returns a value as it is stored, as text; empty if there is none. */
    String text(String pid, String key) {
        return byPid(pid).map(configuration -> value(configuration, key).toString()).orElse("");
    }

    /** Makes a new, empty configuration; it exists for others only once it has properties. */
    Configuration create(String id) throws IOException {
        return configurations.getFactoryConfiguration(ConnectionForm.PID, id, "?");
    }

    /** Whether a stored secret is, to the letter, the one that a component was given. */
    static boolean holds(Configuration configuration, String secret) {
        return value(configuration, Keys.SECRET).toString().strip().equals(secret);
    }

    /** Whether a configuration is ours to change: not one that belongs to a file. */
    static boolean writable(Map<String, ?> properties) {
        return !properties.containsKey("felix.fileinstall.filename");
    }

    /** Puts values into a configuration, in one step, leaving its other values as they are. */
    static void put(Configuration configuration, Map<String, ?> values) throws IOException {
        Dictionary<String, Object> properties =
                Optional.ofNullable(configuration.getProperties()).orElseGet(Hashtable::new);
        values.forEach(properties::put);
        configuration.update(properties);
    }

    private static Object value(Configuration configuration, String key) {
        Object value =
                Optional.ofNullable(configuration.getProperties())
                        .orElseGet(Hashtable::new)
                        .get(key);
        return value == null ? "" : value;
    }

    private List<Configuration> list(String filter) {
        try {
            Configuration[] found = configurations.listConfigurations(filter);
            return found == null ? Collections.emptyList() : Arrays.asList(found);
        } catch (IOException e) {
            throw new UncheckedIOException("the stored connections cannot be read", e);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException("no filter: " + filter, e);
        }
    }
}
