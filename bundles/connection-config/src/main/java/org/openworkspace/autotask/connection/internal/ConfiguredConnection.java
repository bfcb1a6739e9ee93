package org.openworkspace.autotask.connection.internal;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openworkspace.autotask.connection.Cause;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.ConnectionForm;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.connection.Secret;
import org.openworkspace.autotask.connection.StatusWords;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stored form, as a connection. A changed form swaps the value in place, so that the connection
 * is never missing. A secret that arrives in clear is sealed where it is stored. A username or
 * secret that is changed, whoever does it, waits as a candidate while the login before it works.
 *
 * <p>No service: its properties would show what an old form holds under keys without a dot.
 */
@Component(
        service = {},
        configurationPid = ConnectionForm.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ConnectionForm.class, factory = true)
public final class ConfiguredConnection {

    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredConnection.class);
    private static final Pattern COMPANY_ID = Pattern.compile("\\d{1,18}");

    /** No company has it: a limit of which nothing can be read lets nobody through. */
    private static final long NO_COMPANY = -1;

    private final KeyFile keyFile;
    private final ConfiguredSettings settings;
    private final StoredConnections stored;
    private final ReportedStates states;
    private final LiveConnections live;
    private volatile Map<String, Object> given = Map.of();
    private volatile Configured configured;

    @Activate
    public ConfiguredConnection(
            Map<String, Object> properties,
            @Reference KeyFile keyFile,
            @Reference ConfiguredSettings settings,
            @Reference StoredConnections stored,
            @Reference ReportedStates states,
            @Reference LiveConnections live) {
        this.keyFile = keyFile;
        this.settings = settings;
        this.stored = stored;
        this.states = states;
        this.live = live;
        this.configured = read(properties, Optional.empty());
        live.add(this);
    }

    @Deactivate
    void stop() {
        live.remove(this);
    }

    @Modified
    synchronized void modified(Map<String, Object> properties) {
        configured = read(properties, configured.connection().login());
        live.changed();
    }

    /** Reads the same again: a referenced secret may be another, or a candidate accepted by now. */
    synchronized void renew() {
        Configured before = configured;
        configured = read(given, before.connection().login());
        if (!configured.equals(before)) {
            live.changed();
        }
    }

    Configured configured() {
        return configured;
    }

    /** Whether the secret is kept elsewhere, and may change there without anybody telling us. */
    boolean byReference() {
        return !reference(given).isEmpty();
    }

    /**
     * Reads what is stored.
     *
     * @param serving the login that people are served with until now
     */
    private Configured read(Map<String, Object> properties, Optional<Login> serving) {
        if (properties != given) {
            unreadable(properties)
                    .forEach(
                            (key, wanted) ->
                                    LOG.warn(
                                            "Configuration {}: {} cannot be read; {}.",
                                            pid(properties),
                                            key,
                                            wanted));
        }
        given = properties;
        boolean writable = stored.writable(properties);
        String id = Configured.id(properties);
        String secretKey = LegacyForm.secretKey(properties);
        Optional<String> ownKey = LegacyForm.identifierKey(properties);
        Optional<Cause> defect = defect(id, secretKey, ownKey, properties);
        boolean mendable = writable || !LegacyForm.isOld(properties);
        if (mendable && !LegacyForm.isHeld(properties) && keyFile.problem().isEmpty()) {
            // what is in clear is sealed, whatever else is the matter; but for an old form in a
            // file, which is served as it is until it is edited
            Optional<Cause> clear = sealed(id, properties, secretKey);
            defect = defect.or(() -> clear);
        }
        Optional<Secret> secret =
                defect.isEmpty() ? secret(secretKey, id, properties) : Optional.empty();
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
                    login.isPresent()
                            ? LegacyForm.defect(properties, writable)
                            : Optional.of(
                                    byReference()
                                            ? Cause.SECRET_REFERENCE_UNRESOLVED
                                            : Cause.SECRET_UNREADABLE);
        }
        Optional<Login> candidate = login.flatMap(l -> candidate(id, properties));
        boolean enabled = !"false".equalsIgnoreCase(Configured.text(properties, Keys.ENABLED));
        Optional<Login> kept =
                serving.filter(before -> enabled)
                        .filter(
                                before ->
                                        login.filter(now -> !sameUser(before, now))
                                                .filter(now -> !states.proven(now))
                                                .filter(now -> states.worthKeeping(before))
                                                .isPresent());
        if (kept.isPresent()) {
            candidate = login;
            if (writable) {
                keep(kept.get(), login.orElseThrow(), id, properties);
            }
        }
        return Configured.of(
                new Connection(
                        id,
                        Configured.organisation(properties),
                        Configured.name(properties),
                        enabled,
                        kept.or(() -> login),
                        defect,
                        portal(Configured.text(properties, Keys.PORTAL_URL)),
                        companies(properties),
                        Configured.text(properties, Keys.IDENTITY).equalsIgnoreCase("mail")
                                ? Connection.Identity.MAIL
                                : Connection.Identity.UPN,
                        statuses(properties)),
                writable,
                candidate,
                properties);
    }

    private Optional<Cause> defect(
            String id, String secretKey, Optional<String> ownKey, Map<String, Object> properties) {
        String secret = Configured.text(properties, secretKey);
        if (LegacyForm.isHeld(properties)) {
            return Optional.of(Cause.MIGRATION_HELD);
        }
        if (keyFile.problem().isPresent()) {
            return keyFile.problem();
        }
        if (LegacyForm.hasOwnIdentifier(properties)) {
            if (ownKey.isEmpty()) {
                return Optional.of(Cause.NEW_API_USER_NEEDED);
            }
        } else if (settings.trackingIdentifier().isEmpty()) {
            // the key that does not open one does not open the other
            return Optional.of(
                    Sealing.isSealed(secret) && open(secretKey, id, properties).isEmpty()
                            ? Cause.SECRET_UNREADABLE
                            : Cause.VENDOR_ID_MISSING);
        }
        if (Configured.text(properties, Keys.USERNAME).isEmpty()
                || secret.isEmpty() && reference(properties).isEmpty()) {
            return Optional.of(Cause.SECRET_MISSING);
        }
        return secret.startsWith("$[")
                ? Optional.of(Cause.SECRET_REFERENCE_LITERAL)
                : Optional.empty();
    }

    private Optional<Secret> secret(String key, String id, Map<String, Object> properties) {
        String reference = reference(properties);
        return reference.isEmpty()
                ? open(key, id, properties)
                : new SecretReference(reference)
                        .resolve(
                                settings.secretsDirectory(),
                                name -> Objects.requireNonNullElse(System.getenv(name), ""));
    }

    private static String reference(Map<String, Object> properties) {
        return Configured.text(properties, Keys.SECRET_REF);
    }

    private Optional<Secret> open(String key, String id, Map<String, Object> properties) {
        return keyFile.open(Configured.text(properties, key), id);
    }

    /** The login that waits to take over; it is never one with an identifier of the customer's. */
    private Optional<Login> candidate(String id, Map<String, Object> properties) {
        String username = Configured.text(properties, Keys.CANDIDATE_USERNAME);
        return username.isEmpty()
                ? Optional.empty()
                : open(Keys.CANDIDATE_SECRET, id, properties)
                        .flatMap(secret -> Logins.of(username, secret, settings, keyFile));
    }

    private static boolean sameUser(Login one, Login other) {
        return one.username().equals(other.username()) && one.secret().equals(other.secret());
    }

    /**
     * Stores the login that serves in its place again, and the new one as its candidate, so that a
     * restart changes nothing. Where that cannot be done, a restart lets the new one serve.
     */
    private void keep(Login before, Login now, String id, Map<String, Object> properties) {
        Optional<Sealing> sealing = keyFile.sealing();
        if (sealing.isEmpty() || byReference()) {
            return;
        }
        Map<String, Object> values = new HashMap<>();
        values.put(Keys.USERNAME, before.username());
        values.put(LegacyForm.secretKey(properties), sealing.get().seal(before.secret(), id));
        values.put(Keys.CANDIDATE_USERNAME, now.username());
        values.put(Keys.CANDIDATE_SECRET, sealing.get().seal(now.secret(), id));
        try {
            stored.change(pid(properties), properties, values);
        } catch (IOException | IllegalStateException e) {
            LOG.warn("Configuration {} cannot be written: {}", pid(properties), e.toString());
        }
    }

    /**
     * Seals what a connection holds in clear, bound to its identifier, where it is stored; names a
     * secret that stays in clear. Where there is nothing to seal, nothing is written, so that files
     * stay as they are.
     */
    private Optional<Cause> sealed(String id, Map<String, Object> properties, String secretKey) {
        Map<String, Object> mended = new HashMap<>();
        Sealing sealing = keyFile.sealing().orElseThrow();
        LegacyForm.SECRETS.forEach(
                key -> {
                    String text = Configured.text(properties, key);
                    if (!text.isEmpty() && !Sealing.isSealed(text) && !text.startsWith("$[")) {
                        mended.put(key, sealing.seal(Secret.of(text), id));
                    }
                });
        if (mended.isEmpty()) {
            return Optional.empty();
        }
        mended.put(Keys.ID, id);
        boolean inClear = mended.containsKey(secretKey);
        String pid = pid(properties);
        try {
            boolean written = stored.mend(pid, properties, mended);
            if (written && inClear) {
                LOG.info("Sealed what configuration {} held in clear", pid);
            }
            if (inClear && stored.text(pid, secretKey).startsWith("$[")) {
                return Optional.of(Cause.SECRET_REFERENCE_LITERAL);
            }
            return inClear && !stored.isSealed(pid, secretKey)
                    ? Optional.of(Cause.SECRET_IN_CLEAR)
                    : Optional.empty();
        } catch (IOException | IllegalStateException e) {
            LOG.warn("Configuration {} cannot be written: {}.", pid, e.toString());
            return inClear ? Optional.of(Cause.SECRET_IN_CLEAR) : Optional.empty();
        }
    }

    private static String pid(Map<String, Object> properties) {
        return Configured.text(properties, "service.pid");
    }

    /** The portal's address; what may not be opened counts as none. */
    private Optional<URI> portal(String text) {
        return Addresses.portal(text, settings);
    }

    private static Set<Long> companies(Map<String, Object> properties) {
        List<String> parts = companyParts(properties);
        Set<Long> companies =
                parts.stream()
                        .filter(id -> COMPANY_ID.matcher(id).matches())
                        .map(Long::valueOf)
                        .collect(Collectors.toUnmodifiableSet());
        return companies.isEmpty() && !parts.isEmpty() ? Set.of(NO_COMPANY) : companies;
    }

    private static List<String> companyParts(Map<String, Object> properties) {
        return Pattern.compile("[,;\\s]+")
                .splitAsStream(Configured.list(properties, Keys.COMPANY_IDS))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /**
     * What was not typed in the form and cannot be used: the key, with what it may be and what
     * holds instead.
     */
    Map<String, String> unreadable(Map<String, Object> properties) {
        Map<String, String> keys = new TreeMap<>();
        if (!companyParts(properties).stream().allMatch(COMPANY_ID.asMatchPredicate())) {
            keys.put(
                    Keys.COMPANY_IDS,
                    "it may be numbers of companies, with commas between them, and the others are"
                            + " left out");
        }
        String portal = Configured.text(properties, Keys.PORTAL_URL);
        if (!portal.isEmpty() && portal(portal).isEmpty()) {
            keys.put(
                    Keys.PORTAL_URL,
                    "it may be an https address such as https://contoso.itclientportal.com/, and"
                            + " that of the zone is used");
        }
        String identity = Configured.text(properties, Keys.IDENTITY);
        if (!identity.isEmpty() && !identity.matches("(?i)upn|mail")) {
            keys.put(Keys.IDENTITY, "it may be upn or mail, and upn is used");
        }
        if (!Configured.lines(properties, Keys.STATUS_MAP).stream()
                .allMatch(line -> line.isBlank() || StatusWords.parse(line).isPresent())) {
            keys.put(
                    Keys.STATUS_MAP,
                    "its lines may be such as 7=WAITING_ON_YOU|Wacht op jou|Waiting for you, and the"
                            + " others are left out");
        }
        return keys;
    }

    private static Map<Integer, StatusWords> statuses(Map<String, Object> properties) {
        return Configured.lines(properties, Keys.STATUS_MAP).stream()
                .flatMap(line -> StatusWords.parse(line).stream())
                .collect(
                        Collectors.toUnmodifiableMap(
                                StatusWords::status, words -> words, (one, other) -> other));
    }
}
