package org.openworkspace.autotask.connection.internal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openworkspace.autotask.connection.AutotaskSettings;
import org.openworkspace.autotask.connection.ConnectionStore;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.connection.Secret;
import org.osgi.service.cm.Configuration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What is stored, for what rewrites it. */
@Component
public final class SealedConnectionStore implements ConnectionStore {

    private final StoredConnections stored;
    private final KeyFile keyFile;
    private final AutotaskSettings settings;

    @Activate
    public SealedConnectionStore(
            @Reference StoredConnections stored,
            @Reference KeyFile keyFile,
            @Reference AutotaskSettings settings) {
        this.stored = stored;
        this.keyFile = keyFile;
        this.settings = settings;
    }

    @Override
    public List<StoredConnection> all() {
        return stored.all().stream().map(this::read).toList();
    }

    @Override
    public boolean replace(StoredConnection before, Map<String, Object> after) throws IOException {
        return stored.replace(before.pid(), before.properties(), after);
    }

    @Override
    public void restore(Map<String, Object> properties) throws IOException {
        stored.put(stored.create(Configured.id(properties)), properties);
    }

    @Override
    public Optional<String> seal(Secret text, String connectionId) {
        return keyFile.sealing().map(sealing -> sealing.seal(text, connectionId));
    }

    @Override
    public Optional<Secret> open(String stored, String connectionId) {
        return keyFile.open(stored, connectionId);
    }

    @Override
    public Optional<Login> login(String username, Secret secret) {
        return Logins.of(username, secret, settings, keyFile);
    }

    private StoredConnection read(Configuration configuration) {
        Map<String, Object> properties = StoredConnections.properties(configuration);
        return new StoredConnection(
                configuration.getPid(),
                Configured.id(properties),
                Configured.organisation(properties),
                Configured.name(properties),
                Configured.text(properties, Keys.USERNAME),
                stored.writable(properties),
                StoredConnections.own(configuration));
    }
}
