package org.openworkspace.autotask.connection.internal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.openworkspace.autotask.connection.ConnectionForm;
import org.openworkspace.autotask.connection.IntegrationExtension;
import org.openworkspace.autotask.connection.SealedNotes;
import org.openworkspace.autotask.connection.Secret;
import org.openworkspace.integration.Level;
import org.openworkspace.integration.NoticeModel;
import org.openworkspace.user.WorkspaceUser;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names the connections that were there before the last stop and are not any more: Configuration
 * Admin leaves out a configuration whose file it cannot read, and tells nobody. The others work on.
 */
@Component(
        service = {LostConnections.class, IntegrationExtension.class, ConfigurationListener.class},
        immediate = true)
public final class LostConnections implements IntegrationExtension, ConfigurationListener {

    private static final Logger LOG = LoggerFactory.getLogger(LostConnections.class);
    private static final String TOPIC = "known";
    private static final String PREFIX = "lost.";

    private final StoredConnections stored;
    private final SealedNotes notes;
    private final Map<String, Known> lost = new ConcurrentHashMap<>();

    /** A connection that was there. */
    private record Known(String organisation, String name) {}

    /**
     * Looks at what is stored.
     *
     * @param journal what has finished by now what was being saved
     */
    @Activate
    public LostConnections(
            @Reference StoredConnections stored,
            @Reference SealedNotes notes,
            @Reference SaveJournal journal) {
        this(stored, notes);
    }

    LostConnections(StoredConnections stored, SealedNotes notes) {
        this.stored = stored;
        this.notes = notes;
        try {
            Map<String, Configuration> present = new TreeMap<>();
            stored.all().forEach(c -> present.put(SealedNotes.nameOf(c.getPid()), c));
            for (String name : notes.names(TOPIC)) {
                if (!present.containsKey(name)) {
                    read(name).ifPresent(known -> lost.put(name, known));
                }
            }
            for (Configuration configuration : present.values()) {
                note(configuration);
            }
            if (!lost.isEmpty()) {
                LOG.warn(
                        "{} connections that were there at the last stop are gone, or their"
                                + " configurations cannot be read",
                        lost.size());
            }
        } catch (IOException e) {
            LOG.debug("Which connections there were is not known", e);
        }
    }

    /** Misses nothing any more. */
    void forgetAll() {
        lost.clear();
    }

    @Override
    public List<NoticeModel> notices(WorkspaceUser viewer) {
        Texts texts = Texts.in("integration", viewer.locale());
        return lost.entrySet().stream()
                .filter(entry -> entry.getValue().organisation().equals(viewer.organisation()))
                .map(
                        entry ->
                                new NoticeModel(
                                        Level.ERROR,
                                        texts.of("lost.title")
                                                .replace("{name}", entry.getValue().name()),
                                        texts.of("lost.text"),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(PREFIX + entry.getKey())))
                .toList();
    }

    @Override
    public boolean dismiss(String dismissalId, WorkspaceUser actor) {
        String name = dismissalId.replaceFirst("^lost\\.", "");
        Known known = lost.get(name);
        if (!dismissalId.startsWith(PREFIX)
                || known == null
                || !known.organisation().equals(actor.organisation())) {
            return false;
        }
        lost.remove(name);
        forget(name);
        return true;
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        if (!ConnectionForm.PID.equals(event.getFactoryPid())) {
            return;
        }
        String name = SealedNotes.nameOf(event.getPid());
        if (event.getType() == ConfigurationEvent.CM_DELETED) {
            forget(name);
        } else {
            lost.remove(name);
            stored.byPid(event.getPid()).ifPresent(this::note);
        }
    }

    private void note(Configuration configuration) {
        Map<String, Object> properties = StoredConnections.properties(configuration);
        Known known = new Known(Configured.organisation(properties), Configured.name(properties));
        String name = SealedNotes.nameOf(configuration.getPid());
        try {
            if (!read(name).equals(Optional.of(known))) {
                notes.write(TOPIC, name, Secret.of(known.organisation() + "\n" + known.name()));
            }
        } catch (IOException e) {
            LOG.debug("Configuration {} cannot be noted", configuration.getPid(), e);
        }
    }

    private Optional<Known> read(String name) throws IOException {
        return notes.read(TOPIC, name)
                .map(text -> text.reveal().split("\n", 2))
                .filter(lines -> lines.length == 2)
                .map(lines -> new Known(lines[0], lines[1]));
    }

    private void forget(String name) {
        try {
            notes.delete(TOPIC, name);
        } catch (IOException e) {
            LOG.debug("A note cannot be deleted", e);
        }
    }
}
