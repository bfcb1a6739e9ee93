package org.openworkspace.autotask.connection.internal;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openworkspace.autotask.connection.Cause;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.ConnectionForm;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.connection.Secret;
import org.openworkspace.autotask.connection.StatusWords;
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
        String id = Configured.id(properties);
        String secretKey = LegacyForm.secretKey(properties);
        Optional<String> ownKey = LegacyForm.identifierKey(properties);
        if (StoredConnections.writable(properties)) {
            mend(pid, id, properties, Stream.concat(Stream.of(secretKey), ownKey.stream()));
        }
        Optional<Cause> defect = defect(secretKey, ownKey, id, properties);
        Optional<Secret> secret =
                defect.isEmpty() ? open(secretKey, id, properties) : Optional.empty();
        Optional<Secret> identifier =
                LegacyForm.hasOwnIdentifier(properties)
                        ? ownKey.flatMap(key -> open(key, id, properties))
                        : settings.trackingIdentifier();
        Optional<Login> login =
                secret.flatMap(
                        s ->
                                identifier.flatMap(
                                        i ->
                                                Logins.of(
                                                        Configured.text(properties, Keys.USERNAME),
                                                        s,
                                                        i,
                                                        keyFile)));
        if (defect.isEmpty()) {
            defect =
                    login.isEmpty()
                            ? Optional.of(Cause.SECRET_UNREADABLE)
                            : LegacyForm.defect(properties);
        }
        return Configured.of(
                new Connection(
                        id,
                        Configured.organisation(properties),
                        Configured.name(properties),
                        !"false".equalsIgnoreCase(Configured.text(properties, Keys.ENABLED)),
                        login,
                        defect,
                        portal(Configured.text(properties, Keys.PORTAL_URL)),
                        companies(Configured.text(properties, Keys.COMPANY_IDS)),
                        Configured.text(properties, Keys.IDENTITY).equalsIgnoreCase("mail")
                                ? Connection.Identity.MAIL
                                : Connection.Identity.UPN,
                        statuses(properties)),
                properties);
    }

    private Optional<Cause> defect(
            String secretKey, Optional<String> ownKey, String id, Map<String, Object> properties) {
        String secret = Configured.text(properties, secretKey);
        if (LegacyForm.isHeld(properties)) {
            return Optional.of(Cause.MIGRATION_HELD);
        }
        if (LegacyForm.hasOwnIdentifier(properties)) {
            if (ownKey.isEmpty()) {
                return Optional.of(Cause.NEW_API_USER_NEEDED);
            }
        } else if (settings.trackingIdentifier().isEmpty()) {
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

    private Optional<Secret> open(String key, String id, Map<String, Object> properties) {
        return keyFile.open(Configured.text(properties, key), id);
    }

    /** Gives a connection its identifier and seals what it holds in clear, where it is stored. */
    private void mend(
            String pid, String id, Map<String, Object> properties, Stream<String> secretKeys) {
        Map<String, Object> mended = new HashMap<>();
        if (Configured.text(properties, Keys.ID).isEmpty()) {
            mended.put(Keys.ID, id);
        }
        secretKeys.forEach(
                key -> {
                    String given = Configured.text(properties, key);
                    if (!given.isEmpty() && !Sealing.isSealed(given) && !given.startsWith("$[")) {
                        keyFile.sealing()
                                .ifPresent(s -> mended.put(key, s.seal(Secret.of(given), id)));
                    }
                });
        try {
            if (!mended.isEmpty() && stored.mend(pid, properties, mended)) {
                LOG.info("Gave configuration {} its identifier, and sealed what it held", pid);
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

    private static Map<Integer, StatusWords> statuses(Map<String, Object> properties) {
        return Configured.lines(properties, Keys.STATUS_MAP).stream()
                .flatMap(line -> StatusWords.parse(line).stream())
                .collect(
                        Collectors.toUnmodifiableMap(
                                StatusWords::status, words -> words, (one, other) -> other));
    }
}
