package org.openworkspace.autotask.connection.internal;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openworkspace.autotask.connection.ConnectionForm;
import org.openworkspace.autotask.connection.NotedProperties;
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
        Map<String, Object> note = new HashMap<>();
        note.put("pid", pid);
        properties.ifPresent(p -> note.put("properties", p));
        notes.write(TOPIC, SealedNotes.nameOf(pid), NotedProperties.write(note));
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
            notes.delete(TOPIC, SealedNotes.nameOf(pid));
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
            Optional<Note> note = read(SealedNotes.nameOf(pid));
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
                        || StoredConnections.same(
                                NotedProperties.plain(one.get()),
                                NotedProperties.plain(other.orElseThrow())));
    }

    private Optional<Note> read(String name) throws IOException {
        Optional<Secret> text = notes.read(TOPIC, name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> note = NotedProperties.read(text.get());
        return Optional.of(
                new Note(
                        String.valueOf(note.get("pid")),
                        note.containsKey("properties")
                                ? Optional.of(NotedProperties.part(note, "properties"))
                                : Optional.empty()));
    }
}
