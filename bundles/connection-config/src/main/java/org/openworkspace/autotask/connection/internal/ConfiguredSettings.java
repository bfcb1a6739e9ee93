package org.openworkspace.autotask.connection.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.openworkspace.autotask.connection.AutotaskSettings;
import org.openworkspace.autotask.connection.LegacyKeys;
import org.openworkspace.autotask.connection.Network;
import org.openworkspace.autotask.connection.Secret;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator's settings; a change swaps them in place, so that the mirror is not emptied. */
@Component(
        service = {AutotaskSettings.class, ConfiguredSettings.class},
        configurationPid = AutotaskSettings.PID)
@Designate(ocd = SettingsForm.class)
public final class ConfiguredSettings implements AutotaskSettings {

    /** The key of the tracking identifier; the dot keeps it out of the service registry. */
    static final String IDENTIFIER = ".tracking.identifier";

    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredSettings.class);

    private final KeyFile keyFile;
    private final StoredConnections stored;
    private volatile Values values;
    private volatile Runnable changed = () -> {};

    /** Settings that make sense. */
    private record Values(
            Optional<Secret> trackingIdentifier,
            String vendorName,
            AllowedHosts allowedHosts,
            URI discoveryUrl,
            String ticketPath,
            String newTicketPath,
            Duration refresh,
            int callsPerHour,
            Duration window,
            Network network,
            Optional<Path> secretsDirectory) {

        static Values of(SettingsForm form, String identifier, Network network) {
            AllowedHosts allowedHosts = AllowedHosts.of(Arrays.asList(form.allowed_hosts()));
            return new Values(
                    Optional.of(identifier)
                            .filter(text -> !text.isEmpty())
                            .filter(text -> !text.equals(LegacyKeys.TEMPORARY_IDENTIFIER))
                            .map(Secret::of),
                    form.vendor_name(),
                    allowedHosts,
                    base("discovery.url", form.discovery_url(), allowedHosts),
                    path("ticket.path", form.ticket_path()),
                    path("new.ticket.path", form.new_ticket_path()),
                    Duration.ofSeconds(within("refresh.seconds", form.refresh_seconds(), 10, 3600)),
                    within("calls.per.hour", form.calls_per_hour(), 10, 10_000),
                    Duration.ofDays(within("window.days", form.window_days(), 1, 365)),
                    network,
                    Optional.of(form.secrets_directory().strip())
                            .filter(folder -> !folder.isEmpty())
                            .map(Path::of));
        }
    }

    /**
     * Reads the settings.
     *
     * @throws IllegalArgumentException if a value makes no sense; the message names the key and
     *     what it may be, and without good settings nothing is asked of Autotask
     */
    @Activate
    public ConfiguredSettings(
            SettingsForm form, @Reference KeyFile keyFile, @Reference StoredConnections stored) {
        this.keyFile = keyFile;
        this.stored = stored;
        this.values = read(form);
    }

    /**
     * Takes changed settings over in one step, so that nothing has to start anew; where one makes
     * no sense, the last good ones stay.
     */
    @Modified
    void modified(SettingsForm form) {
        try {
            values = read(form);
        } catch (IllegalArgumentException e) {
            LOG.error("{}. The last good settings stay.", e.getMessage());
            return;
        }
        changed.run();
    }

    /** Says whom to tell of changes. */
    void onChange(Runnable listener) {
        changed = listener;
    }

    @Override
    public Optional<Secret> trackingIdentifier() {
        return values.trackingIdentifier();
    }

    @Override
    public String vendorName() {
        return values.vendorName();
    }

    @Override
    public URI discoveryUrl() {
        return values.discoveryUrl();
    }

    @Override
    public List<String> allowedHosts() {
        return values.allowedHosts().origins();
    }

    @Override
    public boolean allows(URI url) {
        return values.allowedHosts().allow(url);
    }

    @Override
    public String ticketPath() {
        return values.ticketPath();
    }

    @Override
    public String newTicketPath() {
        return values.newTicketPath();
    }

    @Override
    public Duration refresh() {
        return values.refresh();
    }

    @Override
    public int callsPerHour() {
        return values.callsPerHour();
    }

    @Override
    public Duration window() {
        return values.window();
    }

    @Override
    public Network network() {
        return values.network();
    }

    /** Below which connections may name files that hold their secret; empty if they may not. */
    Optional<Path> secretsDirectory() {
        return values.secretsDirectory();
    }

    private Values read(SettingsForm form) {
        return Values.of(
                form, sealed(IDENTIFIER, form._tracking_identifier().strip()), network(form));
    }

    private Network network(SettingsForm form) {
        String host = form.proxy_host().strip();
        if (!host.matches("[\\w.:-]*")) {
            throw bad(
                    "proxy.host", "is not the name or address of a host, without http:// or port");
        }
        int port = within("proxy.port", form.proxy_port(), 1, 65_535);
        Secret password = Secret.of(sealed(".proxy.password", form._proxy_password()));
        String opener = sealed(".trust.store.password", form._trust_store_password());
        return new Network(
                host.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new Network.Proxy(
                                        host, port, form.proxy_username().strip(), password)),
                Optional.of(form.trust_store().strip())
                        .filter(file -> !file.isEmpty())
                        .map(file -> trust(Path.of(file), opener)),
                Duration.ofSeconds(within("connect.seconds", form.connect_seconds(), 1, 60)),
                Duration.ofSeconds(within("call.seconds", form.call_seconds(), 5, 300)));
    }

    private static X509TrustManager trust(Path file, String password) {
        try {
            KeyStore store = KeyStore.getInstance(file.toFile(), password.toCharArray());
            TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            if (store.size() > 0
                    && factory.getTrustManagers()[0] instanceof X509TrustManager trust) {
                return trust;
            }
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw bad(
                    "trust.store",
                    "cannot be opened ("
                            + e.getClass().getSimpleName()
                            + "): it may be a readable PKCS12 or JKS file, opened by"
                            + " .trust.store.password");
        }
        throw bad("trust.store", "holds no certificate");
    }

    /** Opens a secret, or seals it where it is stored, for the next start to open. */
    private String sealed(String key, String given) {
        if (Sealing.isSealed(given)) {
            Optional<Secret> opened = keyFile.open(given, PID);
            if (opened.isEmpty()) {
                LOG.warn(
                        "{} of {} cannot be opened: bring back the key file that it was sealed"
                                + " with, or set it anew",
                        key,
                        PID);
            }
            return opened.map(Secret::reveal).orElse("");
        }
        Optional<Sealing> sealing = keyFile.sealing().filter(s -> !given.isEmpty());
        if (sealing.isPresent()) {
            try {
                stored.mend(
                        PID,
                        Map.of(key, given),
                        Map.of(key, sealing.get().seal(Secret.of(given), PID)));
            } catch (IOException | IllegalStateException e) {
                LOG.warn(
                        "{} stays in clear, as its configuration {} cannot be written: {}",
                        key,
                        PID,
                        e.toString());
            }
        }
        return given;
    }

    private static URI base(String key, String value, AllowedHosts allowedHosts) {
        URI url = Addresses.withSlash(value.strip()).orElseThrow(() -> bad(key, "is not a URL"));
        if (!allowedHosts.allow(url)) {
            throw bad(key, "is at none of the origins in allowed.hosts");
        }
        return url;
    }

    private static String path(String key, String value) {
        String path = value.strip();
        if (path.isEmpty() || path.startsWith("/") || path.contains("..") || path.contains(":")) {
            throw bad(key, "is not a path below the portal's base");
        }
        return path;
    }

    private static int within(String key, int value, int min, int max) {
        if (value < min || value > max) {
            throw bad(key, "is " + value + "; it may be " + min + " to " + max);
        }
        return value;
    }

    private static IllegalArgumentException bad(String key, String problem) {
        return new IllegalArgumentException(AutotaskSettings.PID + ": " + key + " " + problem);
    }
}
