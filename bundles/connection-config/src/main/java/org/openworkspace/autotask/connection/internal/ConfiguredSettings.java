package org.openworkspace.autotask.connection.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openworkspace.autotask.connection.AutotaskSettings;
import org.openworkspace.autotask.connection.LegacyKeys;
import org.openworkspace.autotask.connection.Secret;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator's settings; a change makes a new one, and everything that works by them with it. */
@Component(
        service = {AutotaskSettings.class, ConfiguredSettings.class},
        configurationPid = AutotaskSettings.PID)
@Designate(ocd = SettingsForm.class)
public final class ConfiguredSettings implements AutotaskSettings {

    /** The key of the tracking identifier; the dot keeps it out of the service registry. */
    static final String IDENTIFIER = ".tracking.identifier";

    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredSettings.class);

    private final Optional<Secret> trackingIdentifier;
    private final String vendorName;
    private final URI discoveryUrl;
    private final AllowedHosts allowedHosts;
    private final String ticketPath;
    private final String newTicketPath;
    private final Duration refresh;
    private final int callsPerHour;
    private final Duration window;
    private final Optional<Path> secretsDirectory;

    /**
     * Reads the settings.
     *
     * @throws IllegalArgumentException if a value makes no sense; the message names the key and
     *     what it may be, and without good settings nothing is asked of Autotask
     */
    @Activate
    public ConfiguredSettings(
            SettingsForm form, @Reference KeyFile keyFile, @Reference StoredConnections stored) {
        this(form, opened(form._tracking_identifier().strip(), keyFile, stored));
    }

    ConfiguredSettings(SettingsForm form, String identifier) {
        trackingIdentifier =
                Optional.of(identifier)
                        .filter(text -> !text.isEmpty())
                        .filter(text -> !text.equals(LegacyKeys.TEMPORARY_IDENTIFIER))
                        .map(Secret::of);
        vendorName = form.vendor_name();
        allowedHosts = AllowedHosts.of(Arrays.asList(form.allowed_hosts()));
        discoveryUrl = base("discovery.url", form.discovery_url());
        ticketPath = path("ticket.path", form.ticket_path());
        newTicketPath = path("new.ticket.path", form.new_ticket_path());
        refresh = Duration.ofSeconds(within("refresh.seconds", form.refresh_seconds(), 10, 3600));
        callsPerHour = within("calls.per.hour", form.calls_per_hour(), 10, 10_000);
        window = Duration.ofDays(within("window.days", form.window_days(), 1, 365));
        secretsDirectory =
                Optional.of(form.secrets_directory().strip())
                        .filter(folder -> !folder.isEmpty())
                        .map(Path::of);
    }

    @Override
    public Optional<Secret> trackingIdentifier() {
        return trackingIdentifier;
    }

    @Override
    public String vendorName() {
        return vendorName;
    }

    @Override
    public URI discoveryUrl() {
        return discoveryUrl;
    }

    @Override
    public List<String> allowedHosts() {
        return allowedHosts.origins();
    }

    @Override
    public boolean allows(URI url) {
        return allowedHosts.allow(url);
    }

    @Override
    public String ticketPath() {
        return ticketPath;
    }

    @Override
    public String newTicketPath() {
        return newTicketPath;
    }

    @Override
    public Duration refresh() {
        return refresh;
    }

    @Override
    public int callsPerHour() {
        return callsPerHour;
    }

    @Override
    public Duration window() {
        return window;
    }

    /** Below which connections may name files that hold their secret; empty if they may not. */
    Optional<Path> secretsDirectory() {
        return secretsDirectory;
    }

    /** Opens the identifier, or seals it where it is stored, for the next start to open. */
    private static String opened(String stored, KeyFile keyFile, StoredConnections connections) {
        if (Sealing.isSealed(stored)) {
            return keyFile.open(stored, PID).map(Secret::reveal).orElse("");
        }
        Optional<Sealing> sealing = keyFile.sealing().filter(s -> !stored.isEmpty());
        if (sealing.isPresent()) {
            Map<String, Object> given = Map.of(IDENTIFIER, stored);
            Secret identifier = Secret.of(stored);
            try {
                connections.mend(
                        PID, given, Map.of(IDENTIFIER, sealing.get().seal(identifier, PID)));
            } catch (IOException | IllegalStateException e) {
                LOG.warn(
                        "The tracking identifier stays in clear, as its configuration {} cannot be"
                                + " written: {}",
                        PID,
                        e.toString());
            }
        }
        return stored;
    }

    private URI base(String key, String value) {
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
