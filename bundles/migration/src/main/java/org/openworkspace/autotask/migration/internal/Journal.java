package org.openworkspace.autotask.migration.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.openworkspace.autotask.connection.SealedNotes;
import org.openworkspace.autotask.connection.Secret;

/** The intents, one sealed note for each connection. */
final class Journal {

    private static final String TOPIC = "migration";
    private static final ObjectInputFilter PLAIN =
            ObjectInputFilter.Config.createFilter("java.lang.*;java.util.*;!*");

    private final SealedNotes notes;

    Journal(SealedNotes notes) {
        this.notes = notes;
    }

    /** Every intent, by the identifier of its connection; one that cannot be opened is left out. */
    Map<String, Intent> all() throws IOException {
        Map<String, Intent> intents = new HashMap<>();
        for (String name : notes.names(TOPIC)) {
            Optional<Secret> text = notes.read(TOPIC, name);
            if (text.isPresent()) {
                Map<?, ?> note = decode(text.get());
                intents.put(
                        String.valueOf(note.get("id")),
                        new Intent(
                                Intent.Phase.valueOf(String.valueOf(note.get("phase"))),
                                Instant.parse(String.valueOf(note.get("at"))),
                                properties(note, "old"),
                                properties(note, "next")));
            }
        }
        return intents;
    }

    void write(String connectionId, Intent intent) throws IOException {
        HashMap<String, Object> note = new HashMap<>();
        note.put("id", connectionId);
        note.put("phase", intent.phase().name());
        note.put("at", intent.at().toString());
        note.put("old", new HashMap<>(intent.old()));
        note.put("next", new HashMap<>(intent.next()));
        notes.write(TOPIC, name(connectionId), encode(note));
    }

    void forget(String connectionId) throws IOException {
        notes.delete(TOPIC, name(connectionId));
    }

    private static String name(String connectionId) {
        return UUID.nameUUIDFromBytes(connectionId.getBytes(StandardCharsets.UTF_8)).toString();
    }

    // Configuration values may be of any simple type, or several of one. Java's own form keeps each
    // as it is; that nobody else wrote it is sure, because the note is sealed.

    private static Secret encode(HashMap<String, Object> note) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(note);
        }
        return Secret.of(Base64.getEncoder().encodeToString(bytes.toByteArray()));
    }

    private static Map<?, ?> decode(Secret text) throws IOException {
        byte[] bytes = Base64.getDecoder().decode(text.reveal());
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            in.setObjectInputFilter(PLAIN);
            return (Map<?, ?>) in.readObject();
        } catch (ClassNotFoundException e) {
            throw new IOException("a note of another version", e);
        }
    }

    private static Map<String, Object> properties(Map<?, ?> note, String part) {
        Map<String, Object> properties = new HashMap<>();
        if (note.get(part) instanceof Map<?, ?> stored) {
            stored.forEach((key, value) -> properties.put(String.valueOf(key), value));
        }
        return properties;
    }

    /** A copy that Java's own form can hold: some collections of configurations cannot. */
    static Map<String, Object> plain(Map<String, Object> properties) {
        Map<String, Object> plain = new HashMap<>(properties);
        plain.replaceAll((key, value) -> value instanceof List<?> l ? new ArrayList<>(l) : value);
        return plain;
    }
}
