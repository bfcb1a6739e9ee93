package org.openworkspace.autotask.connection.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.openworkspace.autotask.connection.AutotaskSettings;
import org.openworkspace.autotask.connection.ConnectionForm;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The connections as they are stored: raw, before anything is filled in or opened. */
@Component(service = StoredConnections.class)
public final class StoredConnections {

    /** Where File Install, in Karaf too, says which file a configuration is from. */
    static final String FILE = "felix.fileinstall.filename";

    private static final String FILES_SAVED = "felix.fileinstall.enableConfigSave";

    /** What a connection has while a login waits to take over. */
    static final List<String> CANDIDATE = List.of(Keys.CANDIDATE_USERNAME, Keys.CANDIDATE_SECRET);

    private static final Journal NONE =
            new Journal() {
                @Override
                public void begin(String pid, Optional<Map<String, Object>> properties) {}

                @Override
                public void forget(String pid) {}

                @Override
                public void forgetOld() {}
            };

    private final ConfigurationAdmin configurations;
    private volatile Journal journal = NONE;

    @Activate
    public StoredConnections(@Reference ConfigurationAdmin configurations) {
        this.configurations = configurations;
    }

    /** Whether anything was ever sealed and is still stored. */
    boolean anySealed() {
        return withSecrets().stream()
                .flatMap(configuration -> properties(configuration).values().stream())
                .anyMatch(value -> Sealing.isSealed(value.toString()));
    }

    /** Every configuration that can hold something sealed: the connections and the settings. */
    List<Configuration> withSecrets() {
        return Stream.concat(all().stream(), byPid(AutotaskSettings.PID).stream()).toList();
    }

    /** Everything that is stored, but for configurations that were made and never filled. */
    List<Configuration> all() {
        return list("(service.factoryPid=" + ConnectionForm.PID + ")");
    }

    /** Finds what is stored under the PID that a component was activated with. */
    Optional<Configuration> byPid(String pid) {
        return list("(service.pid=" + pid + ")").stream().findFirst();
    }

    /** Returns a value as it is stored, as text; empty if there is none. */
    String text(String pid, String key) {
        return byPid(pid).map(configuration -> value(configuration, key).toString()).orElse("");
    }

    /** Makes a new, empty configuration; it exists for others only once it has properties. */
    Configuration create(String id) throws IOException {
        return configurations.getFactoryConfiguration(ConnectionForm.PID, id, "?");
    }

    /** Whether a configuration is ours to change: not one that belongs to a file, or is locked. */
    boolean writable(Map<String, ?> properties) {
        return !properties.containsKey(FILE)
                && byPid(Configured.text(properties, "service.pid"))
                        .filter(StoredConnections::locked)
                        .isEmpty();
    }

    /**
     * Whether what is written to a configuration would not stay: it may not be written at all, or
     * the file that it is from would keep what it has.
     */
    static boolean locked(Configuration configuration) {
        return configuration
                        .getAttributes()
                        .contains(Configuration.ConfigurationAttribute.READ_ONLY)
                || Optional.ofNullable(properties(configuration).get(FILE))
                        .filter(file -> !filesAreSaved() || !writableFile(file.toString()))
                        .isPresent();
    }

    /**
     * Whether File Install writes into its files what is changed elsewhere, as it does if not told.
     */
    private static boolean filesAreSaved() {
        return Optional.ofNullable(FrameworkUtil.getBundle(StoredConnections.class))
                .map(Bundle::getBundleContext)
                .map(context -> context.getProperty(FILES_SAVED))
                .map(Boolean::valueOf)
                .orElse(true);
    }

    /** Whether a file may be written, which File Install names by its address. */
    private static boolean writableFile(String address) {
        try {
            return Files.isWritable(Path.of(URI.create(address)));
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            return false;
        }
    }

    /** Puts values into a configuration, in one step, leaving its other values as they are. */
    void put(Configuration configuration, Map<String, ?> values) throws IOException {
        put(configuration, values, List.of());
    }

    /** Puts values into a configuration and takes others out, in one step. */
    synchronized void put(
            Configuration configuration, Map<String, ?> values, Collection<String> dropped)
            throws IOException {
        Map<String, Object> properties = properties(configuration);
        properties.keySet().removeAll(dropped);
        properties.putAll(values);
        write(configuration, properties);
    }

    /** Deletes a configuration. */
    synchronized void delete(Configuration configuration) throws IOException {
        String pid = configuration.getPid();
        journal.begin(pid, Optional.empty());
        try {
            configuration.delete();
        } catch (IOException | IllegalStateException e) {
            journal.forget(pid);
            throw e;
        }
    }

    private void write(Configuration configuration, Map<String, ?> properties) throws IOException {
        String pid = configuration.getPid();
        Map<String, Object> own = new TreeMap<>(properties);
        own.keySet().removeIf(key -> key.startsWith("service."));
        journal.begin(pid, Optional.of(own));
        try {
            configuration.update(new Hashtable<>(own));
        } catch (IOException | IllegalStateException e) {
            journal.forget(pid);
            throw e;
        }
    }

    /** Lets go of what was written down long enough ago; called now and then. */
    void tidy() {
        journal.forgetOld();
    }

    /** What is written down before each change, so that none is lost on the way to the disk. */
    void keep(Journal keeper) {
        journal = keeper;
    }

    /** Keeps what is being stored until the framework's own store has it for sure. */
    interface Journal {

        /**
         * Notes a change; on the disk when it returns.
         *
         * @param properties all that is going to be stored; empty if it is going to be deleted
         */
        void begin(String pid, Optional<Map<String, Object>> properties) throws IOException;

        /** Forgets a change that did not happen. */
        void forget(String pid);

        /** Forgets the changes that have reached the disk by now. */
        void forgetOld();
    }

    /** Finds a configuration, or makes it anew where it got lost. */
    Configuration findOrCreate(String pid) throws IOException {
        String prefix = ConnectionForm.PID + "~";
        Optional<Configuration> found = byPid(pid);
        return found.isPresent()
                ? found.get()
                : create(pid.startsWith(prefix) ? pid.substring(prefix.length()) : pid);
    }

    /**
     * Puts values in the place of those that a component was given; not where something else is
     * stored: there something fills in values, or somebody was faster.
     *
     * @return whether anything was written
     */
    synchronized boolean mend(String pid, Map<String, ?> given, Map<String, ?> mended)
            throws IOException {
        Optional<Configuration> configuration = byPid(pid);
        if (configuration.isEmpty() || locked(configuration.get())) {
            return false;
        }
        Map<String, Object> stored = properties(configuration.get());
        Map<String, Object> values = new TreeMap<>(mended);
        values.keySet()
                .removeIf(key -> !Configured.text(stored, key).equals(Configured.text(given, key)));
        if (!values.isEmpty()) {
            put(configuration.get(), values);
        }
        return !values.isEmpty();
    }

    /**
     * Puts values in the place of others, unless username or secret are other ones by now than
     * those that a component was given.
     */
    synchronized void change(String pid, Map<String, ?> given, Map<String, ?> values)
            throws IOException {
        Optional<Configuration> configuration =
                byPid(pid)
                        .filter(c -> !locked(c))
                        .filter(
                                c ->
                                        Stream.of(Keys.USERNAME, LegacyForm.secretKey(given))
                                                .allMatch(
                                                        key ->
                                                                Configured.text(properties(c), key)
                                                                        .equals(
                                                                                Configured.text(
                                                                                        given,
                                                                                        key))));
        if (configuration.isPresent()) {
            put(configuration.get(), values);
        }
    }

    /**
     * Seals what a configuration holds with the newest key; what no key opens stays as it is.
     *
     * @return false if something is left that may not be written
     */
    synchronized boolean sealAnew(Configuration configuration, Sealing sealing) throws IOException {
        Map<String, Object> properties = properties(configuration);
        String subject =
                configuration.getPid().equals(AutotaskSettings.PID)
                        ? AutotaskSettings.PID
                        : Configured.id(properties);
        Map<String, Object> renewed = new TreeMap<>();
        properties.forEach(
                (key, value) ->
                        Optional.of(value.toString())
                                .filter(Sealing::isSealed)
                                .flatMap(text -> sealing.renewed(text, subject))
                                .filter(text -> !text.equals(value))
                                .ifPresent(text -> renewed.put(key, text)));
        if (renewed.isEmpty()) {
            return true;
        }
        if (locked(configuration)) {
            return false;
        }
        put(configuration, renewed);
        return true;
    }

    /** Puts a candidate in the place of the login that served before it. */
    synchronized void promote(Configuration configuration) throws IOException {
        Map<String, Object> properties = properties(configuration);
        put(
                configuration,
                Map.of(
                        Keys.USERNAME, properties.get(Keys.CANDIDATE_USERNAME),
                        Keys.SECRET, properties.get(Keys.CANDIDATE_SECRET)),
                Stream.concat(CANDIDATE.stream(), LegacyForm.KEYS.stream()).toList());
    }

    /** Whether a stored value is sealed. */
    boolean isSealed(String pid, String key) {
        return Sealing.isSealed(text(pid, key));
    }

    /** Puts properties in the place of others, unless something else is stored by now. */
    synchronized boolean replace(String pid, Map<String, ?> before, Map<String, ?> after)
            throws IOException {
        Optional<Configuration> configuration = byPid(pid).filter(c -> same(own(c), before));
        if (configuration.isPresent()) {
            write(configuration.get(), after);
        }
        return configuration.isPresent();
    }

    /** What is stored, but for the keys that Configuration Admin adds. */
    static Map<String, Object> own(Configuration configuration) {
        Map<String, Object> own = properties(configuration);
        own.keySet().removeIf(key -> key.startsWith("service."));
        return own;
    }

    static Map<String, Object> properties(Configuration configuration) {
        return Optional.ofNullable(configuration.getProperties())
                .map(FrameworkUtil::asMap)
                .map(TreeMap<String, Object>::new)
                .orElseGet(TreeMap::new);
    }

    static boolean same(Map<String, ?> one, Map<String, ?> other) {
        return one.keySet().equals(other.keySet())
                && one.keySet().stream()
                        .allMatch(key -> Objects.deepEquals(one.get(key), other.get(key)));
    }

    private static Object value(Configuration configuration, String key) {
        return properties(configuration).getOrDefault(key, "");
    }

    private List<Configuration> list(String filter) {
        try {
            Configuration[] found = configurations.listConfigurations(filter);
            return found == null ? Collections.emptyList() : Arrays.asList(found);
        } catch (IllegalStateException e) {
            // this bundle is being stopped, and nobody waits for the answer any more
            return Collections.emptyList();
        } catch (IOException e) {
            throw new UncheckedIOException("the stored connections cannot be read", e);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException("no filter: " + filter, e);
        }
    }
}
