package org.openworkspace.autotask.connection.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.openworkspace.autotask.connection.ConnectionForm;
import org.openworkspace.autotask.connection.SealedNotes;
import org.openworkspace.autotask.connection.Secret;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a change all or nothing on any Configuration Admin: what is going to be stored is on the
 * disk, sealed, before it is, and the next start finishes what was not. A note is kept for a
 * minute, after which the framework's store has reached the disk, and only while nobody else
 * changes the same configuration. So only what was being changed is ever repaired.
 */
@Component(
        service = {SaveJournal.class, ConfigurationListener.class},
        immediate = true)
public final class SaveJournal implements StoredConnections.Journal, ConfigurationListener {

    private static final Logger LOG = LoggerFactory.getLogger(SaveJournal.class);
    private static final String TOPIC = "saving";
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final ObjectInputFilter PLAIN =
            ObjectInputFilter.Config.createFilter("java.lang.*;java.util.*;!*");

    private final StoredConnections stored;
    private final SealedNotes notes;
    private final KeyFile keyFile;
    private final InstantSource clock;
    private final Map<String, Instant> noted = new HashMap<>();

    /** What was going to be stored; empty properties if it was going to be deleted. */
    private record Note(String pid, Optional<Map<String, Object>> properties) {}

    @Activate
    public SaveJournal(
            @Reference StoredConnections stored,
            @Reference SealedNotes notes,
            @Reference KeyFile keyFile) {
        this(stored, notes, keyFile, Clock.systemUTC());
    }

    SaveJournal(StoredConnections stored, SealedNotes notes, KeyFile keyFile, InstantSource clock) {
        this.stored = stored;
        this.notes = notes;
        this.keyFile = keyFile;
        this.clock = clock;
        repair();
        stored.keep(this);
    }

    @Override
    public synchronized void begin(String pid, Optional<Map<String, Object>> properties)
            throws IOException {
        if (keyFile.sealing().isEmpty()) {
            return; // switching off has to work without a key as well
        }
        HashMap<String, Object> note = new HashMap<>();
        note.put("pid", pid);
        properties.ifPresent(p -> note.put("properties", plain(p)));
        notes.write(TOPIC, name(pid), encode(note));
        noted.put(pid, clock.instant());
    }

    @Override
    public synchronized void forgetOld() {
        List.copyOf(noted.entrySet()).stream()
                .filter(entry -> entry.getValue().isBefore(clock.instant().minus(KEPT)))
                .forEach(entry -> forget(entry.getKey()));
    }

    @Override
    public synchronized void forget(String pid) {
        noted.remove(pid);
        try {
            notes.delete(TOPIC, name(pid));
        } catch (IOException e) {
            LOG.warn("A note about {} cannot be deleted: {}", pid, e.toString());
        }
    }

    /** What somebody else changes is theirs, and is not put back. */
    @Override
    public synchronized void configurationEvent(ConfigurationEvent event) {
        String pid = event.getPid();
        if (!ConnectionForm.PID.equals(event.getFactoryPid()) || !noted.containsKey(pid)) {
            return;
        }
        try {
            Optional<Note> note = read(name(pid));
            Optional<Map<String, Object>> now = stored.byPid(pid).map(StoredConnections::own);
            if (note.isPresent() && !same(note.get().properties(), now)) {
                forget(pid);
            }
        } catch (IOException e) {
            LOG.warn("A note about {} cannot be read: {}", pid, e.toString());
        }
    }

    /** Finishes what was being changed when everything stopped. */
    private void repair() {
        try {
            for (String name : notes.names(TOPIC)) {
                Optional<Note> note = read(name);
                if (note.isPresent()) {
                    repair(note.get());
                    notes.delete(TOPIC, name);
                }
            }
        } catch (IOException | IllegalStateException e) {
            LOG.warn("What was being saved cannot be looked at: {}", e.toString());
        }
    }

    private void repair(Note note) throws IOException {
        Optional<Configuration> found = stored.byPid(note.pid());
        if (note.properties().isEmpty()) {
            if (found.isPresent()) {
                found.get().delete();
                LOG.info("Finished the deletion of {}", note.pid());
            }
        } else if (!same(note.properties(), found.map(StoredConnections::own))) {
            stored.findOrCreate(note.pid()).update(new Hashtable<>(note.properties().get()));
            LOG.info("Finished the change of {}", note.pid());
        }
    }

    private static boolean same(
            Optional<Map<String, Object>> one, Optional<Map<String, Object>> other) {
        return one.isPresent() == other.isPresent()
                && (one.isEmpty()
                        || StoredConnections.same(plain(one.get()), plain(other.orElseThrow())));
    }

    private Optional<Note> read(String name) throws IOException {
        Optional<Secret> text = notes.read(TOPIC, name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes = Base64.getDecoder().decode(text.get().reveal());
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            in.setObjectInputFilter(PLAIN);
            Map<?, ?> note = (Map<?, ?>) in.readObject();
            Optional<Map<String, Object>> properties = Optional.empty();
            if (note.get("properties") instanceof Map<?, ?> all) {
                Map<String, Object> values = new TreeMap<>();
                all.forEach((key, value) -> values.put(String.valueOf(key), value));
                properties = Optional.of(values);
            }
            return Optional.of(new Note(String.valueOf(note.get("pid")), properties));
        } catch (ClassNotFoundException e) {
            throw new IOException("a note of another version", e);
        }
    }

    private static Secret encode(HashMap<String, Object> note) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(note);
        }
        return Secret.of(Base64.getEncoder().encodeToString(bytes.toByteArray()));
    }

    /** A copy that Java's own form can hold: some collections of configurations cannot. */
    private static TreeMap<String, Object> plain(Map<String, Object> properties) {
        TreeMap<String, Object> plain = new TreeMap<>(properties);
        plain.replaceAll((key, value) -> value instanceof List<?> l ? new ArrayList<>(l) : value);
        return plain;
    }

    private static String name(String pid) {
        return UUID.nameUUIDFromBytes(pid.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
