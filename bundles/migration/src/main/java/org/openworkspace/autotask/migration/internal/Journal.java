package org.openworkspace.autotask.migration.internal;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.openworkspace.autotask.connection.NotedProperties;
import org.openworkspace.autotask.connection.SealedNotes;
import org.openworkspace.autotask.connection.Secret;

/** The intents, one sealed note for each connection. */
final class Journal {

    private static final String TOPIC = "migration";

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
                Map<String, Object> note = NotedProperties.read(text.get());
                intents.put(
                        String.valueOf(note.get("id")),
                        new Intent(
                                Intent.Phase.valueOf(String.valueOf(note.get("phase"))),
                                Instant.parse(String.valueOf(note.get("at"))),
                                NotedProperties.part(note, "old"),
                                NotedProperties.part(note, "next")));
            }
        }
        return intents;
    }

    void write(String connectionId, Intent intent) throws IOException {
        Map<String, Object> note =
                Map.of(
                        "id",
                        connectionId,
                        "phase",
                        intent.phase().name(),
                        "at",
                        intent.at().toString(),
                        "old",
                        intent.old(),
                        "next",
                        intent.next());
        notes.write(TOPIC, SealedNotes.nameOf(connectionId), NotedProperties.write(note));
    }

    void forget(String connectionId) throws IOException {
        notes.delete(TOPIC, SealedNotes.nameOf(connectionId));
    }
}
