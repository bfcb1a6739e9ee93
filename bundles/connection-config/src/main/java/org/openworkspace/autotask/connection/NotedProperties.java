package org.openworkspace.autotask.connection;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The properties of a configuration as the text of a note. Their values may be of any simple type,
 * or several of one; Java's own form keeps each as it is. That nobody else wrote it is sure,
 * because a note is sealed, and nothing but plain values is read from it.
 */
public final class NotedProperties {

    private static final ObjectInputFilter PLAIN =
            ObjectInputFilter.Config.createFilter(
                    "maxdepth=20;maxarray=100000;java.lang.*;java.util.*;!*");

    private NotedProperties() {}

    /**
     * Returns what {@link #read} makes the same properties of.
     *
     * @param properties values of a configuration, or further properties
     */
    public static Secret write(Map<String, Object> properties) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(plain(properties));
        } catch (IOException e) {
            throw new IllegalArgumentException("not the properties of a configuration", e);
        }
        return Secret.of(Base64.getEncoder().encodeToString(bytes.toByteArray()));
    }

    /**
     * Returns what was written.
     *
     * @throws IOException if it was not written here, or by another version
     */
    public static Map<String, Object> read(Secret text) throws IOException {
        try (ObjectInputStream in =
                new ObjectInputStream(
                        new ByteArrayInputStream(Base64.getDecoder().decode(text.reveal())))) {
            in.setObjectInputFilter(PLAIN);
            return named((Map<?, ?>) in.readObject());
        } catch (ClassNotFoundException | RuntimeException e) {
            // whatever stands there instead can make Java's own reader throw anything
            throw new IOException("a note of another version", e);
        }
    }

    /** Returns the properties in a property; none if there is no such property. */
    public static Map<String, Object> part(Map<String, Object> properties, String key) {
        return properties.get(key) instanceof Map<?, ?> part ? named(part) : Map.of();
    }

    /** Returns a copy that Java's own form can hold: some lists of configurations it cannot. */
    public static Map<String, Object> plain(Map<String, Object> properties) {
        Map<String, Object> plain = new TreeMap<>(properties);
        plain.replaceAll(
                (key, value) ->
                        value instanceof List<?> list
                                ? new ArrayList<>(list)
                                : value instanceof Map<?, ?> part ? plain(named(part)) : value);
        return plain;
    }

    private static Map<String, Object> named(Map<?, ?> properties) {
        Map<String, Object> named = new TreeMap<>();
        properties.forEach((key, value) -> named.put(String.valueOf(key), value));
        return named;
    }
}
