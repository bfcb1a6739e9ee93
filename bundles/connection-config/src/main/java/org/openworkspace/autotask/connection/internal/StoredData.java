package org.openworkspace.autotask.connection.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openworkspace.autotask.connection.AutotaskSettings;
import org.openworkspace.autotask.connection.KeptData;
import org.osgi.service.cm.Configuration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What lies in Configuration Admin and beside the key file. */
@Component
public final class StoredData implements KeptData {

    private static final Logger LOG = LoggerFactory.getLogger(StoredData.class);

    /** Ours alone: what begins with it belongs to no other plugin. */
    private static final List<String> SETTINGS =
            List.of(AutotaskSettings.PID, AutotaskSettings.PID + ".migration");

    private final StoredConnections stored;
    private final FileNotes notes;
    private final RememberedRefusals refusals;
    private final LostConnections lost;
    private final KeyFile keyFile;

    @Activate
    public StoredData(
            @Reference StoredConnections stored,
            @Reference FileNotes notes,
            @Reference RememberedRefusals refusals,
            @Reference LostConnections lost,
            @Reference KeyFile keyFile) {
        this.stored = stored;
        this.notes = notes;
        this.refusals = refusals;
        this.lost = lost;
        this.keyFile = keyFile;
    }

    @Override
    public List<Kept> all() {
        List<Kept> all = new ArrayList<>();
        stored.all().stream()
                .map(this::connection)
                .sorted(Comparator.comparing(Kept::name, String.CASE_INSENSITIVE_ORDER))
                .forEach(all::add);
        topics().forEach(topic -> all.add(file(Kind.NOTES, notes.folder(topic), topic, true)));
        refusals.file().ifPresent(file -> all.add(file(Kind.REFUSALS, file, "", true)));
        settings()
                .map(
                        configuration ->
                                configuration(
                                        Kind.SETTINGS,
                                        "",
                                        configuration,
                                        Optional.empty(),
                                        Optional.empty()))
                .forEach(all::add);
        boolean needed = stored.withSecrets().stream().anyMatch(this::staysSealed);
        keyFile.file().ifPresent(file -> all.add(file(Kind.KEY, file, "", !needed)));
        return List.copyOf(all);
    }

    @Override
    public void remove(boolean settingsToo) {
        stored.all().forEach(this::delete);
        if (settingsToo) {
            settings().forEach(this::delete);
        }
        // after them: each deletion is noted, until it is done
        tried("the notes", notes::deleteAll);
        tried("the refused logins", refusals::forgetAll);
        lost.forgetAll();
        if (settingsToo && !stored.anySealed()) {
            tried("the key file", keyFile::delete);
        }
    }

    private void delete(Configuration configuration) {
        if (stored.writable(StoredConnections.properties(configuration))) {
            tried("configuration " + configuration.getPid(), () -> stored.delete(configuration));
        }
    }

    private static void tried(String what, Removal removal) {
        try {
            removal.run();
        } catch (IOException | IllegalStateException e) {
            LOG.warn("{} cannot be removed: {}", what, e.toString());
        }
    }

    private List<String> topics() {
        try {
            return notes.topics().stream().sorted().toList();
        } catch (IOException e) {
            LOG.warn("Which notes there are cannot be read: {}", e.toString());
            return List.of();
        }
    }

    private Stream<Configuration> settings() {
        return SETTINGS.stream().flatMap(pid -> stored.byPid(pid).stream());
    }

    private Kept connection(Configuration configuration) {
        Map<String, Object> properties = StoredConnections.properties(configuration);
        return configuration(
                Kind.CONNECTION,
                Configured.name(properties),
                configuration,
                Optional.of(Configured.id(properties)),
                Optional.of(Configured.organisation(properties)));
    }

    private Kept configuration(
            Kind kind,
            String name,
            Configuration configuration,
            Optional<String> connectionId,
            Optional<String> organisation) {
        Map<String, Object> properties = StoredConnections.properties(configuration);
        return new Kept(
                kind,
                name,
                properties.containsKey(StoredConnections.FILE)
                        ? Configured.text(properties, StoredConnections.FILE)
                        : configuration.getPid(),
                connectionId,
                organisation,
                stored.writable(properties));
    }

    private static Kept file(Kind kind, Path file, String name, boolean removable) {
        return new Kept(kind, name, file.toString(), Optional.empty(), Optional.empty(), removable);
    }

    private boolean staysSealed(Configuration configuration) {
        Map<String, Object> properties = StoredConnections.properties(configuration);
        return !stored.writable(properties)
                && properties.values().stream()
                        .anyMatch(value -> Sealing.isSealed(value.toString()));
    }

    /** Takes something away. */
    @FunctionalInterface
    private interface Removal {
        void run() throws IOException;
    }
}
