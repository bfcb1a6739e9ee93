package org.openworkspace.autotask.connection.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.openworkspace.autotask.connection.Connection;

/**
 * A connection with what only administration wants to know of it.
 *
 * @param connection the connection
 * @param pid the PID of its configuration
 * @param editable whether it is ours to change
 * @param changedBy who last changed it here; empty if it came from outside
 * @param changedAt when that was
 */
record Configured(
        Connection connection,
        String pid,
        boolean editable,
        String changedBy,
        Optional<Instant> changedAt) {

    static Configured of(Connection connection, Map<String, ?> properties) {
        return new Configured(
                connection,
                text(properties, "service.pid"),
                StoredConnections.writable(properties),
                text(properties, Keys.CHANGED_BY),
                instant(text(properties, Keys.CHANGED_AT)));
    }

    static String text(Map<String, ?> properties, String key) {
        Object value = properties.get(key);
        return value == null ? "" : value.toString().strip();
    }

    private static Optional<Instant> instant(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
