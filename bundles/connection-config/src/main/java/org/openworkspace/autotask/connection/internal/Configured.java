package org.openworkspace.autotask.connection.internal;

import java.lang.reflect.Array;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.user.WorkspaceUser;

/**
 * A connection with what only administration wants to know of it.
 *
 * @param connection the connection
 * @param pid the PID of its configuration
 * @param editable whether it is ours to change
 * @param file the name of the file that it belongs to; empty if it belongs to none
 * @param candidate a login that is going to take over as soon as Autotask accepts it; empty if none
 *     waits
 * @param changedBy who last changed it here; empty if it came from outside
 * @param changedAt when that was
 */
record Configured(
        Connection connection,
        String pid,
        boolean editable,
        Optional<String> file,
        Optional<Login> candidate,
        String changedBy,
        Optional<Instant> changedAt) {

    static Configured of(
            Connection connection,
            boolean editable,
            Optional<Login> candidate,
            Map<String, ?> properties) {
        return new Configured(
                connection,
                text(properties, "service.pid"),
                editable,
                Optional.of(text(properties, StoredConnections.FILE))
                        .filter(file -> !file.isEmpty())
                        .map(Configured::fileName),
                candidate,
                text(properties, Keys.CHANGED_BY),
                instant(text(properties, Keys.CHANGED_AT)));
    }

    /** A file as people call it; sources name it by its URI. */
    private static String fileName(String file) {
        String path = file;
        try {
            path = Objects.requireNonNullElse(new URI(file).getPath(), file);
        } catch (URISyntaxException e) {
            // a path, then
        }
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The connection's own identifier; one that was never given any gets it from its PID. */
    static String id(Map<String, ?> properties) {
        String id = text(properties, Keys.ID);
        return id.isEmpty()
                ? UUID.nameUUIDFromBytes(
                                text(properties, "service.pid").getBytes(StandardCharsets.UTF_8))
                        .toString()
                : id;
    }

    static String organisation(Map<String, ?> properties) {
        String organisation = text(properties, Keys.ORGANISATION);
        return organisation.isEmpty() ? WorkspaceUser.DEFAULT_ORGANISATION : organisation;
    }

    static String name(Map<String, ?> properties) {
        String name = text(properties, Keys.NAME);
        return name.isEmpty() ? text(properties, "service.pid") : name;
    }

    /** A value as text; empty if there is none, or several. */
    static String text(Map<String, ?> properties, String key) {
        Object value = properties.get(key);
        return value == null || value.getClass().isArray() || value instanceof Collection<?>
                ? ""
                : value.toString().strip();
    }

    /** Several values as one text with commas, however a source writes them. */
    static String list(Map<String, ?> properties, String key) {
        Object value = properties.get(key);
        Stream<?> values =
                value != null && value.getClass().isArray()
                        ? IntStream.range(0, Array.getLength(value))
                                .mapToObj(i -> Array.get(value, i))
                        : value instanceof Collection<?> collection
                                ? collection.stream()
                                : Stream.of(text(properties, key));
        return values.map(v -> v.toString().strip()).collect(Collectors.joining(", "));
    }

    /** Several values, however a source writes them: an array, a collection, or lines of text. */
    static List<String> lines(Map<String, ?> properties, String key) {
        Object value = properties.get(key);
        Stream<?> values =
                value instanceof Object[] array
                        ? Arrays.stream(array)
                        : value instanceof Collection<?> collection
                                ? collection.stream()
                                : text(properties, key).lines();
        return values.map(line -> line.toString().strip()).filter(l -> !l.isEmpty()).toList();
    }

    private static Optional<Instant> instant(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
