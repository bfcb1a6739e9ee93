package org.openworkspace.autotask.connection.internal;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** A Configuration Admin that holds configurations in memory and tells nobody of changes. */
final class StoredInMemory {

    static final String PID = "org.openworkspace.autotask.connection~contoso";

    private final Map<String, Dictionary<String, Object>> byPid = new TreeMap<>();

    private boolean full;
    private BiConsumer<String, Optional<Map<String, Object>>> listener = (pid, properties) -> {};

    /** Tells of every write, and with empty properties of a deletion, as a framework would. */
    void tell(BiConsumer<String, Optional<Map<String, Object>>> changed) {
        listener = changed;
    }

    StoredConnections connections() {
        return new StoredConnections(
                of(
                        ConfigurationAdmin.class,
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "listConfigurations" ->
                                            byPid.keySet().stream()
                                                    .filter(
                                                            pid ->
                                                                    arguments[0]
                                                                                    .toString()
                                                                                    .contains(pid)
                                                                            || arguments[0]
                                                                                    .toString()
                                                                                    .contains(
                                                                                            "factoryPid"))
                                                    .map(this::configuration)
                                                    .toArray(Configuration[]::new);
                                    case "getFactoryConfiguration" ->
                                            configuration(arguments[0] + "~" + arguments[1]);
                                    default -> throw new UnsupportedOperationException();
                                }));
    }

    /** Stores a configuration, and returns what a component would be given of it. */
    Map<String, Object> put(Map<String, Object> properties) {
        return put(PID, properties);
    }

    /** The same under another PID. */
    Map<String, Object> put(String pid, Map<String, Object> properties) {
        Dictionary<String, Object> stored = new Hashtable<>(properties);
        stored.put("service.pid", pid);
        byPid.put(pid, stored);
        return get(pid);
    }

    /** Stores a configuration and tells of it, as a source outside would. */
    void provision(Map<String, Object> properties) {
        listener.accept(PID, Optional.of(put(properties)));
    }

    /** From now on nothing can be stored. */
    void fill() {
        full = true;
    }

    /** Loses what is stored, as a store can that was writing when the power went. */
    void lose() {
        byPid.clear();
    }

    Map<String, Object> get() {
        return get(PID);
    }

    Map<String, Object> get(String pid) {
        return StoredConnections.properties(configuration(pid));
    }

    private Configuration configuration(String pid) {
        return of(
                Configuration.class,
                (proxy, method, arguments) ->
                        switch (method.getName()) {
                            case "getPid" -> pid;
                            case "getAttributes" -> Set.of();
                            case "getProperties" -> byPid.get(pid);
                            case "update" -> {
                                room();
                                @SuppressWarnings("unchecked")
                                Dictionary<String, Object> properties =
                                        (Dictionary<String, Object>) arguments[0];
                                properties.put("service.pid", pid);
                                byPid.put(pid, properties);
                                listener.accept(
                                        pid,
                                        Optional.of(
                                                StoredConnections.properties(configuration(pid))));
                                yield null;
                            }
                            case "delete" -> {
                                room();
                                byPid.remove(pid);
                                listener.accept(pid, Optional.empty());
                                yield null;
                            }
                            default -> throw new UnsupportedOperationException();
                        });
    }

    private void room() throws IOException {
        if (full) {
            throw new IOException("No space left on device");
        }
    }

    private static <T> T of(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
