package org.openworkspace.autotask.connection.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openworkspace.autotask.connection.Cause;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.ConnectionForm;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.connection.Secret;
import org.openworkspace.user.WorkspaceUser;
import org.osgi.service.cm.Configuration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stored form, as a connection. A changed form swaps the value in place, so that the connection
 * is never missing. A secret that arrives in clear is sealed where it is stored.
 */
@Component(
        service = ConfiguredConnection.class,
        configurationPid = ConnectionForm.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ConnectionForm.class, factory = true)
public final class ConfiguredConnection {

    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredConnection.class);
    private static final Pattern COMPANY_ID = Pattern.compile("\\d{1,18}");

    private final KeyFile keyFile;
    private final ConfiguredSettings settings;
    private final StoredConnections stored;
    private volatile Configured configured;
    private volatile Runnable changed = () -> {};

    @Activate
    public ConfiguredConnection(
            Map<String, Object> properties,
            @Reference KeyFile keyFile,
            @Reference ConfiguredSettings settings,
            @Reference StoredConnections stored) {
        this.keyFile = keyFile;
        this.settings = settings;
        this.stored = stored;
        this.configured = read(properties);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        configured = read(properties);
        changed.run();
    }

    Configured configured() {
        return configured;
    }

    /** Says whom to tell of changes. */
    void onChange(Runnable listener) {
        changed = listener;
    }

    private Configured read(Map<String, Object> properties) {
        String pid = Configured.text(properties, "service.pid");
        Map<String, Object> mended = new HashMap<>();
        String id = Configured.text(properties, Keys.ID);
        if (id.isEmpty()) {
            id = UUID.nameUUIDFromBytes(pid.getBytes(StandardCharsets.UTF_8)).toString();
            mended.put(Keys.ID, id);
        }
        String secret = Configured.text(properties, Keys.SECRET);
        Optional<Cause> defect = defect(secret, id, properties);
        Optional<Secret> opened = defect.isEmpty() ? open(secret, id) : Optional.empty();
        if (defect.isEmpty() && opened.isEmpty()) {
            defect = Optional.of(Cause.SECRET_UNREADABLE);
        }
        if (opened.isPresent() && !Sealing.isSealed(secret)) {
            String connection = id;
            keyFile.sealing()
                    .ifPresent(s -> mended.put(Keys.SECRET, s.seal(opened.get(), connection)));
        }
        if (!mended.isEmpty() && StoredConnections.writable(properties)) {
            mend(pid, secret, mended);
        }
        Optional<Login> login =
                opened.flatMap(
                        s ->
                                Logins.of(
                                        Configured.text(properties, Keys.USERNAME),
                                        s,
                                        settings,
                                        keyFile));
        return Configured.of(
                new Connection(
                        id,
                        orElse(
                                Configured.text(properties, Keys.ORGANISATION),
                                WorkspaceUser.DEFAULT_ORGANISATION),
                        orElse(Configured.text(properties, Keys.NAME), pid),
                        !"false".equalsIgnoreCase(Configured.text(properties, Keys.ENABLED)),
                        login,
                        defect,
                        portal(Configured.text(properties, Keys.PORTAL_URL)),
                        companies(Configured.text(properties, Keys.COMPANY_IDS)),
                        Configured.text(properties, Keys.IDENTITY).equalsIgnoreCase("mail")
                                ? Connection.Identity.MAIL
                                : Connection.Identity.UPN),
                properties);
    }

    private Optional<Cause> defect(String secret, String id, Map<String, Object> properties) {
        if (settings.trackingIdentifier().isEmpty()) {
            return Optional.of(Cause.VENDOR_ID_MISSING);
        }
        if (secret.isEmpty() || Configured.text(properties, Keys.USERNAME).isEmpty()) {
            return Optional.of(Cause.SECRET_MISSING);
        }
        if (secret.startsWith("$[")) {
            LOG.warn(
                    "Connection {} holds a reference that nothing resolved as its secret. Enter the secret"
                            + " itself; it is sealed at once.",
                    id);
            return Optional.of(Cause.SECRET_MISSING);
        }
        return keyFile.sealing().isEmpty()
                ? Optional.of(Cause.SECRET_UNREADABLE)
                : Optional.empty();
    }

    private Optional<Secret> open(String secret, String id) {
        return Sealing.isSealed(secret)
                ? keyFile.sealing().flatMap(sealing -> sealing.open(secret, id))
                : Optional.of(Secret.of(secret));
    }

    /** Writes back, unless what is stored is not what was given: then something fills in values. */
    private void mend(String pid, String given, Map<String, Object> mended) {
        try {
            Optional<Configuration> configuration = stored.byPid(pid);
            if (configuration.isPresent() && StoredConnections.holds(configuration.get(), given)) {
                StoredConnections.put(configuration.get(), mended);
                LOG.info("Sealed what configuration {} held in clear", pid);
            }
        } catch (IOException | IllegalStateException e) {
            LOG.warn(
                    "Configuration {} cannot be written: {}. Its secret stays as it is stored.",
                    pid,
                    e.toString());
        }
    }

    private static Optional<URI> portal(String text) {
        return text.isEmpty() ? Optional.empty() : Addresses.withSlash(text);
    }

    private static Set<Long> companies(String text) {
        return Pattern.compile("[,;\\s]+")
                .splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(id -> COMPANY_ID.matcher(id).matches())
                .map(Long::valueOf)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String orElse(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }
}
