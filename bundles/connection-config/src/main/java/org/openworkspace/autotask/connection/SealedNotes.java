package org.openworkspace.autotask.connection;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Small things that must not get lost and that nobody else may read: sealed files beside the key
 * file. What is written is there wholly or not at all, and on the disk on return. Thread-safe, but
 * two that write one note decide between themselves who is last.
 */
@ProviderType
public interface SealedNotes {

    /** Returns the name of the note about something, whatever it is called. */
    static String nameOf(String subject) {
        return UUID.nameUUIDFromBytes(subject.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** Returns the names of the notes on a topic, in no particular order. */
    List<String> names(String topic) throws IOException;

    /**
     * Reads a note.
     *
     * @param topic letters, digits and hyphens
     * @param name letters, digits and hyphens
     * @return its text; empty if there is none, or if it was sealed under another key
     */
    Optional<Secret> read(String topic, String name) throws IOException;

    /**
     * Writes a note in the place of the one before it.
     *
     * @throws IOException if it cannot be written, or there is no key to seal it with; the note
     *     before it is still there
     */
    void write(String topic, String name, Secret text) throws IOException;

    /** Takes a note away, if there is one. */
    void delete(String topic, String name) throws IOException;

    /**
     * Keeps other processes on the same files from a topic, until the lock is closed or this
     * process ends.
     *
     * @return the lock; empty while another holds it
     */
    Optional<Closeable> tryLock(String topic) throws IOException;
}
