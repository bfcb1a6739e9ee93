package org.openworkspace.autotask.connection.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openworkspace.autotask.connection.AutotaskLookup;
import org.openworkspace.autotask.connection.AutotaskLookup.Found;
import org.openworkspace.autotask.connection.AutotaskSettings;
import org.openworkspace.autotask.connection.Cause;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.ConnectionForm;
import org.openworkspace.autotask.connection.ConnectionState;
import org.openworkspace.autotask.connection.ConnectionStates;
import org.openworkspace.autotask.connection.IntegrationExtension;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.connection.LoginCheck;
import org.openworkspace.autotask.connection.Secret;
import org.openworkspace.autotask.connection.StatusWords;
import org.openworkspace.integration.CheckModel;
import org.openworkspace.integration.ChoicesModel;
import org.openworkspace.integration.ConnectionDraft;
import org.openworkspace.integration.ConnectionModel;
import org.openworkspace.integration.FieldProblem;
import org.openworkspace.integration.HelpSection;
import org.openworkspace.integration.IntegrationModel;
import org.openworkspace.integration.IntegrationModel.Action;
import org.openworkspace.integration.IntegrationModel.Column;
import org.openworkspace.integration.IntegrationModel.GuideStep;
import org.openworkspace.integration.IntegrationType;
import org.openworkspace.integration.Level;
import org.openworkspace.integration.NoticeModel;
import org.openworkspace.integration.OutcomeModel;
import org.openworkspace.integration.SaveModel;
import org.openworkspace.tile.ItemGroup;
import org.openworkspace.tile.Watch;
import org.openworkspace.user.AuditTrail;
import org.openworkspace.user.WorkspaceUser;
import org.osgi.service.cm.Configuration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The administration of Autotask connections, as the host draws it. */
@Component
public final class AutotaskIntegration implements IntegrationType {

    private static final Logger LOG = LoggerFactory.getLogger(AutotaskIntegration.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How long a login that a test was refused with is not sent again. */
    private static final Duration REST = Duration.ofMinutes(1);

    private static final String TEST = "test";
    private static final String KEEP = "login.keep";
    private static final int GUIDE_STEPS = 8;

    private final StoredConnections stored;
    private final LiveConnections live;
    private final ReportedStates states;
    private final RememberedRefusals guard;
    private final KeyFile keyFile;
    private final AutotaskSettings settings;
    private final InstantSource clock;

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile List<LoginCheck> loginChecks = List.of();

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile List<AuditTrail> auditTrails = List.of();

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile List<IntegrationExtension> extensions = List.of();

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile List<AutotaskLookup> lookups = List.of();

    @Activate
    public AutotaskIntegration(
            @Reference StoredConnections stored,
            @Reference LiveConnections live,
            @Reference ReportedStates states,
            @Reference RememberedRefusals guard,
            @Reference KeyFile keyFile,
            @Reference AutotaskSettings settings) {
        this(stored, live, states, guard, keyFile, settings, Clock.systemUTC());
    }

    AutotaskIntegration(
            StoredConnections stored,
            LiveConnections live,
            ReportedStates states,
            RememberedRefusals guard,
            KeyFile keyFile,
            AutotaskSettings settings,
            InstantSource clock) {
        this.clock = clock;
        this.stored = stored;
        this.live = live;
        this.states = states;
        this.guard = guard;
        this.keyFile = keyFile;
        this.settings = settings;
    }

    @Override
    public String id() {
        return "autotask";
    }

    @Override
    public IntegrationModel describe(Locale locale) {
        Texts texts = texts(locale);
        return new IntegrationModel(
                texts.of("title"),
                texts.of("description"),
                ConnectionForm.PID,
                List.of(
                        new Column("username", texts.of("column.username"), Column.Type.TEXT),
                        new Column("zone", texts.of("column.zone"), Column.Type.TEXT),
                        new Column(
                                "lastSuccess", texts.of("column.lastSuccess"), Column.Type.INSTANT),
                        new Column("changedBy", texts.of("column.changedBy"), Column.Type.TEXT),
                        new Column("changedAt", texts.of("column.changedAt"), Column.Type.INSTANT)),
                IntStream.rangeClosed(1, GUIDE_STEPS)
                        .mapToObj(
                                step ->
                                        new GuideStep(
                                                said(texts, "guide." + step + ".title"),
                                                said(texts, "guide." + step + ".text")))
                        .toList(),
                Set.of(Keys.COMPANY_IDS, Keys.STATUS_MAP),
                List.of(new Action(TEST, texts.of("action.test"))));
    }

    @Override
    public List<Action> actions(WorkspaceUser viewer) {
        return extensions.stream().flatMap(e -> e.actions(viewer).stream()).toList();
    }

    @Override
    public List<ConnectionModel> connections(WorkspaceUser viewer) {
        return live.configured(viewer.organisation()).stream()
                .map(configured -> model(configured, viewer.locale()))
                .sorted(Comparator.comparing(ConnectionModel::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    @Override
    public List<NoticeModel> notices(WorkspaceUser viewer) {
        Texts texts = texts(viewer.locale());
        return Stream.concat(
                        extensions.stream().flatMap(e -> e.notices(viewer).stream()),
                        connections(viewer).stream()
                                .filter(
                                        connection ->
                                                connection.level() == Level.ERROR
                                                        || connection.level() == Level.WARNING
                                                                && candidateRefused(
                                                                        connection, viewer))
                                .map(
                                        connection ->
                                                NoticeModel.about(
                                                        connection.id(),
                                                        connection.level(),
                                                        texts.of("notice.attention")
                                                                .replace(
                                                                        "{name}",
                                                                        connection.name()),
                                                        connection.detail())))
                .toList();
    }

    private boolean candidateRefused(ConnectionModel connection, WorkspaceUser viewer) {
        return live.configured(viewer.organisation(), connection.id())
                .flatMap(Configured::candidate)
                .filter(candidate -> !states.worthKeeping(candidate))
                .isPresent();
    }

    @Override
    public CheckModel check(ConnectionDraft draft, WorkspaceUser actor) {
        Texts texts = texts(actor.locale());
        Optional<Configured> edited = edited(draft, actor);
        Map<String, String> values = DraftRules.tidy(draft);
        List<FieldProblem> problems = problems(draft, values, edited, actor);
        Optional<Secret> secret =
                Optional.ofNullable(values.get(Keys.SECRET))
                        .map(Secret::of)
                        .or(() -> edited.flatMap(AutotaskIntegration::secret));
        if (!problems.isEmpty()) {
            return wrongFields(problems, texts);
        }
        if (secret.isEmpty()) {
            return wrongFields(
                    List.of(DraftRules.problem(Keys.SECRET, "secret.empty", texts)), texts);
        }
        return login(values, secret.get(), edited)
                .map(
                        login -> {
                            CheckModel tried =
                                    tried(
                                            login,
                                            draft.id().orElse(values.getOrDefault(Keys.NAME, "")),
                                            actor);
                            return edited.map(Configured::connection)
                                    .filter(c -> c.login().equals(Optional.of(login)))
                                    .filter(c -> c.defect().isPresent())
                                    .map(c -> said(states.of(c), actor.locale()))
                                    .orElse(tried);
                        })
                .orElseGet(() -> impossible(texts));
    }

    @Override
    public ChoicesModel choices(String fieldId, ConnectionDraft draft, WorkspaceUser actor) {
        Texts texts = texts(actor.locale());
        Map<String, String> values = DraftRules.tidy(draft);
        Optional<Secret> secret =
                Optional.ofNullable(values.get(Keys.SECRET))
                        .map(Secret::of)
                        .or(() -> edited(draft, actor).flatMap(AutotaskIntegration::secret));
        String username = values.getOrDefault(Keys.USERNAME, "");
        if (fieldId.equals(Keys.COMPANY_IDS) && sharesLogin(values, edited(draft, actor), actor)) {
            return ChoicesModel.not(
                    new CheckModel(
                            Level.NEUTRAL,
                            texts.of("choices.shared"),
                            texts.of("choices.shared.text"),
                            List.of(),
                            Optional.of(Keys.COMPANY_IDS)));
        }
        if (secret.isEmpty() || username.isEmpty()) {
            return ChoicesModel.not(
                    new CheckModel(
                            Level.NEUTRAL,
                            texts.of("choices.login"),
                            "",
                            List.of(),
                            Optional.empty()));
        }
        Optional<Login> login = login(values, secret.get(), edited(draft, actor));
        if (login.isEmpty()) {
            return ChoicesModel.not(impossible(texts));
        }
        return lookups.stream()
                .findFirst()
                .map(lookup -> choices(fieldId, lookup, login.get(), actor.locale()))
                .orElseGet(() -> ChoicesModel.not(noConnector(texts)));
    }

    private ChoicesModel choices(
            String fieldId, AutotaskLookup lookup, Login login, Locale locale) {
        Found<List<ChoicesModel.Choice>> found =
                switch (fieldId) {
                    case Keys.COMPANY_IDS ->
                            lookup.companies(login, "").map(AutotaskIntegration::companies);
                    case Keys.STATUS_MAP ->
                            lookup.statuses(login).map(AutotaskIntegration::statuses);
                    default -> Found.of(List.of());
                };
        return found.value()
                .map(
                        choices ->
                                fieldId.equals(Keys.STATUS_MAP)
                                        ? ChoicesModel.of(choices, statusParts(texts(locale)))
                                        : ChoicesModel.of(choices))
                .orElseGet(() -> ChoicesModel.not(said(found.trouble().orElseThrow(), locale)));
    }

    private static List<ChoicesModel.Choice> companies(List<AutotaskLookup.Entry> companies) {
        return companies.stream()
                .map(
                        company ->
                                new ChoicesModel.Choice(
                                        Long.toString(company.id()),
                                        company.label() + " (" + company.id() + ")"))
                .toList();
    }

    /** A status starts in the group that it has anyway, and with the customer's own word. */
    private static List<ChoicesModel.Choice> statuses(List<AutotaskLookup.Entry> statuses) {
        return statuses.stream()
                .map(
                        status ->
                                new ChoicesModel.Choice(
                                        status.id()
                                                + "="
                                                + StatusWords.usualGroup(status.id())
                                                + "|"
                                                + StatusWords.fitting(status.label())
                                                + "|"
                                                + StatusWords.fitting(status.label()),
                                        status.label()))
                .toList();
    }

    private static List<ChoicesModel.Part> statusParts(Texts texts) {
        return List.of(
                new ChoicesModel.Part(
                        texts.of("status.group"),
                        Stream.of(ItemGroup.values())
                                .map(
                                        group ->
                                                new ChoicesModel.Choice(
                                                        group.name(), texts.of("status." + group)))
                                .toList()),
                new ChoicesModel.Part(texts.of("status.dutch"), List.of()),
                new ChoicesModel.Part(texts.of("status.english"), List.of()));
    }

    @Override
    public List<HelpSection> help(Locale locale) {
        return Stream.concat(
                        HelpPage.in(locale, settings.vendorName(), GUIDE_STEPS).stream(),
                        extensions.stream().flatMap(e -> e.help(locale).stream()))
                .toList();
    }

    /** One after another, so that of two with one name the second is refused. */
    @Override
    public synchronized SaveModel save(ConnectionDraft draft, WorkspaceUser actor) {
        Texts texts = texts(actor.locale());
        Optional<Configured> edited = edited(draft, actor);
        if (draft.id().isPresent() && edited.filter(Configured::editable).isEmpty()) {
            return SaveModel.refused(List.of(DraftRules.problem("", "connection.gone", texts)));
        }
        Map<String, String> values = DraftRules.tidy(draft);
        List<FieldProblem> problems = problems(draft, values, edited, actor);
        if (!problems.isEmpty()) {
            return SaveModel.refused(problems);
        }
        if (keyFile.sealing().isEmpty()) {
            return SaveModel.refused(
                    List.of(DraftRules.problem(Keys.SECRET, "secret.no.key", texts)));
        }
        if (values.containsKey(Keys.SECRET) && edited.filter(this::byReference).isPresent()) {
            return SaveModel.refused(
                    List.of(DraftRules.problem(Keys.SECRET, "secret.reference", texts)));
        }
        String id = draft.id().orElseGet(() -> UUID.randomUUID().toString());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String changes = edited.map(c -> changes(c, values, actor.locale())).orElse("");
        Map<String, Object> properties = new HashMap<>(values);
        List<String> dropped = credentials(properties, values, edited, id);
        properties.computeIfPresent(
                Keys.STATUS_MAP, (key, lines) -> lines.toString().lines().toArray(String[]::new));
        properties.put(Keys.CHANGED_BY, actor.displayName());
        properties.put(Keys.CHANGED_AT, now.toString());
        if (edited.isEmpty()) {
            properties.put(Keys.ID, id);
            properties.put(Keys.ORGANISATION, actor.organisation());
            properties.put(Keys.ENABLED, true);
        }
        try {
            Configuration configuration =
                    edited.flatMap(c -> stored.byPid(c.pid())).isPresent()
                            ? stored.byPid(edited.orElseThrow().pid()).orElseThrow()
                            : stored.create(id);
            stored.put(configuration, properties, dropped);
        } catch (IOException e) {
            LOG.warn("Connection {} cannot be saved: {}", id, e.toString());
            return SaveModel.refused(List.of(DraftRules.problem("", "save.failed", texts)));
        }
        await(
                () ->
                        live.configured(actor.organisation(), id)
                                .flatMap(Configured::changedAt)
                                .equals(Optional.of(now)));
        if (edited.isEmpty()) {
            audit(actor, "connection.added", id, values.getOrDefault(Keys.NAME, ""));
        } else {
            audit(actor, "connection.changed", id, changes);
        }
        return SaveModel.saved(id);
    }

    /** The fields that are other ones than before, as the form calls them. */
    private String changes(Configured before, Map<String, String> values, Locale locale) {
        Map<String, String> known = model(before, locale).values();
        Texts form = Texts.in("connection", locale);
        return values.entrySet().stream()
                .filter(field -> !field.getValue().equals(known.get(field.getKey())))
                .map(Map.Entry::getKey)
                .sorted()
                .map(key -> form.of((key.equals(Keys.SECRET) ? "secret" : key) + ".name"))
                .collect(Collectors.joining(", "));
    }

    /**
     * Seals the credentials of a draft into the place where they belong: beside those that serve
     * until they pass their test, or in their place where there is nothing to lose.
     *
     * @param properties what is going to be stored
     * @return the keys that are stored no longer
     */
    private List<String> credentials(
            Map<String, Object> properties,
            Map<String, String> values,
            Optional<Configured> edited,
            String id) {
        Sealing sealing = keyFile.sealing().orElseThrow();
        String username = values.getOrDefault(Keys.USERNAME, "");
        Optional<Secret> typed = Optional.ofNullable(values.get(Keys.SECRET)).map(Secret::of);
        typed.ifPresent(secret -> properties.put(Keys.SECRET, sealing.seal(secret, id)));
        Optional<Login> serving = edited.flatMap(c -> c.connection().login());
        Optional<Secret> secret = typed.or(() -> edited.flatMap(AutotaskIntegration::secret));
        if (edited.filter(this::byReference).isPresent()) {
            // nothing of the secret is stored; what serves goes on while the new user is tried
            return StoredConnections.CANDIDATE;
        }
        if (serving.isEmpty() || secret.isEmpty()) {
            return typed.isPresent() ? LegacyForm.KEYS : List.of();
        }
        String sealed = sealing.seal(secret.get(), id);
        if (username.equals(serving.get().username())
                && secret.get().equals(serving.get().secret())) {
            // both or none: at this moment another login may be taking over what is stored
            if (stored.text(edited.orElseThrow().pid(), Keys.SECRET).isEmpty()) {
                properties.remove(Keys.SECRET);
            } else {
                properties.put(Keys.SECRET, sealed);
            }
            return StoredConnections.CANDIDATE;
        }
        boolean waits =
                edited.orElseThrow().connection().enabled()
                        && states.worthKeeping(serving.get())
                        && Logins.of(username, secret.get(), settings, keyFile)
                                .filter(states::proven)
                                .isEmpty();
        if (waits) {
            properties.keySet().removeAll(List.of(Keys.USERNAME, Keys.SECRET));
            properties.put(Keys.CANDIDATE_USERNAME, username);
            properties.put(Keys.CANDIDATE_SECRET, sealed);
            return List.of();
        }
        // the user of new credentials hangs on the vendor's identifier
        properties.put(Keys.SECRET, sealed);
        return Stream.concat(StoredConnections.CANDIDATE.stream(), LegacyForm.KEYS.stream())
                .toList();
    }

    @Override
    public boolean delete(String connectionId, WorkspaceUser actor) {
        String name =
                live.find(actor.organisation(), connectionId).map(Connection::name).orElse("");
        boolean deleted =
                changed(
                        connectionId,
                        actor,
                        stored::delete,
                        () -> live.configured(actor.organisation(), connectionId).isEmpty());
        if (deleted) {
            audit(actor, "connection.deleted", connectionId, name);
        }
        return deleted;
    }

    @Override
    public boolean enable(String connectionId, boolean enabled, WorkspaceUser actor) {
        boolean switched =
                changed(
                        connectionId,
                        actor,
                        configuration ->
                                stored.put(
                                        configuration,
                                        Map.of(
                                                Keys.ENABLED,
                                                enabled,
                                                Keys.CHANGED_BY,
                                                actor.displayName(),
                                                Keys.CHANGED_AT,
                                                clock.instant().toString())),
                        () ->
                                live.find(actor.organisation(), connectionId)
                                        .filter(c -> c.enabled() == enabled)
                                        .isPresent());
        if (switched) {
            audit(actor, enabled ? "connection.enabled" : "connection.disabled", connectionId, "");
        }
        return switched;
    }

    @Override
    public boolean dismiss(String dismissalId, WorkspaceUser actor) {
        return extensions.stream().anyMatch(e -> e.dismiss(dismissalId, actor));
    }

    @Override
    public Optional<OutcomeModel> run(String actionId, WorkspaceUser actor) {
        Optional<OutcomeModel> outcome =
                extensions.stream().flatMap(e -> e.run(actionId, actor).stream()).findFirst();
        outcome.ifPresent(o -> audit(actor, "action." + actionId, "", o.title()));
        return outcome;
    }

    @Override
    public Optional<OutcomeModel> run(String actionId, String connectionId, WorkspaceUser actor) {
        return live.find(actor.organisation(), connectionId)
                .flatMap(
                        connection ->
                                switch (actionId) {
                                    case TEST -> Optional.of(tested(connection, actor));
                                    case KEEP -> keepOld(connection, actor);
                                    default -> extended(actionId, connection, actor);
                                });
    }

    private Optional<OutcomeModel> extended(
            String actionId, Connection connection, WorkspaceUser actor) {
        Optional<OutcomeModel> outcome =
                extensions.stream()
                        .flatMap(e -> e.run(actionId, connection, actor).stream())
                        .findFirst();
        outcome.ifPresent(o -> audit(actor, "action." + actionId, connection.id(), o.title()));
        return outcome;
    }

    private OutcomeModel tested(Connection connection, WorkspaceUser actor) {
        CheckModel check =
                candidate(connection)
                        .or(connection::login)
                        .map(login -> tried(login, connection.id(), actor))
                        .filter(tried -> connection.defect().isEmpty())
                        .orElseGet(() -> said(states.of(connection), actor.locale()));
        return OutcomeModel.of(check);
    }

    private Optional<Login> candidate(Connection connection) {
        return live.configured(connection.organisation(), connection.id())
                .flatMap(Configured::candidate);
    }

    /** Takes away a login that waits to take over. */
    private Optional<OutcomeModel> keepOld(Connection connection, WorkspaceUser actor) {
        boolean kept =
                changed(
                        connection.id(),
                        actor,
                        configuration ->
                                stored.put(
                                        configuration,
                                        Map.of(
                                                Keys.CHANGED_BY,
                                                actor.displayName(),
                                                Keys.CHANGED_AT,
                                                clock.instant().toString()),
                                        StoredConnections.CANDIDATE),
                        () -> candidate(connection).isEmpty());
        if (kept) {
            audit(actor, "connection.login.kept", connection.id(), "");
        }
        return kept
                ? Optional.of(
                        OutcomeModel.of(
                                Level.OK, texts(actor.locale()).of("candidate.dropped"), ""))
                : Optional.empty();
    }

    /**
     * The login that a draft stands for: the connection's own while its credentials stay as they
     * are, since one from before 3.45 must not be tried with the vendor's identifier.
     */
    private Optional<Login> login(
            Map<String, String> values, Secret secret, Optional<Configured> edited) {
        String username = values.getOrDefault(Keys.USERNAME, "");
        return edited.flatMap(c -> c.connection().login())
                .filter(own -> own.username().equals(username) && own.secret().equals(secret))
                .or(() -> Logins.of(username, secret, settings, keyFile));
    }

    /** Tries a login out, because an administrator asks for it: that lifts an earlier refusal. */
    private CheckModel tried(Login login, String subject, WorkspaceUser actor) {
        Texts texts = texts(actor.locale());
        Optional<LoginCheck> check = loginChecks.stream().findFirst();
        if (check.isEmpty()) {
            return noConnector(texts);
        }
        Instant now = clock.instant();
        Optional<Instant> heldBack = guard.heldBack(login);
        if (heldBack.isPresent()) {
            return heldBack(Duration.between(now, heldBack.get()), texts);
        }
        Optional<Instant> rests = guard.ask(login, now.plus(REST));
        if (rests.isPresent()) {
            return notAgain(login, Duration.between(now, rests.get()), actor);
        }
        ConnectionState state = check.get().check(login);
        states.report(login.key(), state);
        audit(actor, "connection.tested", subject, states.explain(state, actor.locale()).label());
        return said(state, actor.locale());
    }

    /** What Autotask said a moment ago: refusals in a row lock its user. */
    private CheckModel notAgain(Login login, Duration rest, WorkspaceUser actor) {
        CheckModel known = said(states.of(login), actor.locale());
        return new CheckModel(
                known.level(),
                known.title(),
                known.text()
                        + " "
                        + texts(actor.locale())
                                .of("check.again")
                                .replace("{seconds}", Long.toString(Math.max(1, rest.toSeconds()))),
                List.of(),
                known.helpId());
    }

    /** What is not tried, because too much was refused lately. */
    private static CheckModel heldBack(Duration rest, Texts texts) {
        return new CheckModel(
                Level.ERROR,
                texts.of("check.heldBack"),
                texts.of("check.heldBack.text")
                        .replace("{minutes}", Long.toString(rest.toMinutes() + 1)),
                List.of(),
                Optional.of(Cause.LOGIN_REFUSED.name()));
    }

    private static CheckModel wrongFields(List<FieldProblem> problems, Texts texts) {
        return new CheckModel(
                Level.ERROR, texts.of("check.fields"), "", problems, Optional.empty());
    }

    private static CheckModel noConnector(Texts texts) {
        return new CheckModel(
                Level.NEUTRAL,
                texts.of("check.no.connector"),
                texts.of("check.no.connector.text"),
                List.of(),
                Optional.empty());
    }

    private CheckModel impossible(Texts texts) {
        boolean key = keyFile.sealing().isEmpty();
        return new CheckModel(
                Level.ERROR,
                texts.of(key ? "check.no.key" : "check.no.vendor"),
                texts.of(key ? "check.no.key.text" : "check.no.vendor.text"),
                List.of(),
                Optional.of(key ? "keyfile" : Cause.VENDOR_ID_MISSING.name()));
    }

    private CheckModel said(ConnectionState state, Locale locale) {
        ConnectionStates.Explanation explanation = states.explain(state, locale);
        String zone =
                state.kind() == ConnectionState.Kind.CONNECTED
                        ? zone(state)
                                .map(z -> texts(locale).of("check.zone").replace("{zone}", z))
                                .orElse("")
                        : detail(explanation);
        return new CheckModel(level(state), explanation.label(), zone, List.of(), help(state));
    }

    /** Each cause has a section of its own on the help page. */
    private static Optional<String> help(ConnectionState state) {
        return state.cause().map(Cause::name);
    }

    private ConnectionModel model(Configured configured, Locale locale) {
        Connection connection = configured.connection();
        ConnectionState state = states.of(connection);
        ConnectionStates.Explanation explanation = states.explain(state, locale);
        String username = stored.text(configured.pid(), Keys.USERNAME);
        Optional<ConnectionState> waiting = configured.candidate().map(states::of);
        Map<String, String> columns = new HashMap<>();
        columns.put("username", username);
        columns.put("changedBy", origin(configured, texts(locale)));
        zone(state).ifPresent(zone -> columns.put("zone", zone));
        state.lastSuccess().ifPresent(at -> columns.put("lastSuccess", at.toString()));
        configured.changedAt().ifPresent(at -> columns.put("changedAt", at.toString()));
        return new ConnectionModel(
                connection.id(),
                connection.name(),
                waiting.filter(w -> level(w) == Level.ERROR && level(state) == Level.OK)
                        .map(w -> Level.WARNING)
                        .orElse(level(state)),
                explanation.label(),
                Stream.concat(
                                Stream.of(detail(explanation)),
                                waiting.map(w -> waiting(w, locale)).stream())
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(" ")),
                help(state).or(() -> waiting.flatMap(AutotaskIntegration::help)),
                connection.enabled(),
                configured.editable(),
                columns,
                Map.of(
                        Keys.NAME,
                        connection.name(),
                        Keys.USERNAME,
                        configured.candidate().map(Login::username).orElse(username),
                        Keys.PORTAL_URL,
                        connection.portalUrl().map(URI::toString).orElse(""),
                        Keys.COMPANY_IDS,
                        companyIds(configured),
                        Keys.IDENTITY,
                        connection.identity().name().toLowerCase(Locale.ROOT),
                        Keys.STATUS_MAP,
                        connection.statuses().values().stream()
                                .sorted(Comparator.comparing(StatusWords::status))
                                .map(StatusWords::toString)
                                .collect(Collectors.joining("\n"))),
                Stream.concat(
                                stored.text(configured.pid(), Keys.CANDIDATE_USERNAME).isEmpty()
                                        ? Stream.empty()
                                        : Stream.of(
                                                new Action(KEEP, texts(locale).of("action.keep"))),
                                extensions.stream()
                                        .flatMap(e -> e.actions(connection, locale).stream()))
                        .toList());
    }

    /** How the login fares that waits to take over. */
    private String waiting(ConnectionState state, Locale locale) {
        Texts texts = texts(locale);
        return state.kind() == ConnectionState.Kind.NEEDS_ATTENTION
                ? texts.of("candidate.refused") + " " + detail(states.explain(state, locale))
                : texts.of("candidate.waiting");
    }

    /** Who changed a connection last, or where it comes from if that was nobody here. */
    private static String origin(Configured configured, Texts texts) {
        return configured
                .file()
                .map(file -> texts.of("origin.file").replace("{file}", file))
                .orElseGet(
                        () ->
                                configured.changedBy().isEmpty()
                                        ? texts.of("origin.outside")
                                        : configured.changedBy());
    }

    private List<FieldProblem> problems(
            ConnectionDraft draft,
            Map<String, String> values,
            Optional<Configured> edited,
            WorkspaceUser actor) {
        Texts texts = texts(actor.locale());
        List<FieldProblem> problems =
                new ArrayList<>(
                        DraftRules.problems(
                                values,
                                edited.isPresent(),
                                name ->
                                        live.configured(actor.organisation()).stream()
                                                .map(Configured::connection)
                                                .filter(
                                                        c ->
                                                                !draft.id()
                                                                        .equals(
                                                                                Optional.of(
                                                                                        c.id())))
                                                .anyMatch(c -> c.name().equalsIgnoreCase(name)),
                                settings,
                                texts));
        if (limitsSharedLogin(values, edited, actor)) {
            problems.add(DraftRules.problem(Keys.COMPANY_IDS, "company.ids.shared", texts));
        }
        return problems;
    }

    /**
     * Where organisations share a login, the limit keeps them apart: it is the operator's alone.
     */
    private boolean limitsSharedLogin(
            Map<String, String> values, Optional<Configured> edited, WorkspaceUser actor) {
        String before = edited.map(this::companyIds).orElse("");
        return !values.getOrDefault(Keys.COMPANY_IDS, before).equals(before)
                && sharesLogin(values, edited, actor);
    }

    /**
     * Whether another organisation has the user that is typed, or one that the connection has: that
     * one serves until what is typed passes its test.
     */
    private boolean sharesLogin(
            Map<String, String> values, Optional<Configured> edited, WorkspaceUser actor) {
        Set<String> theirs =
                stored.all().stream()
                        .map(StoredConnections::properties)
                        .filter(p -> !Configured.organisation(p).equals(actor.organisation()))
                        .flatMap(AutotaskIntegration::usernames)
                        .collect(Collectors.toSet());
        return Stream.concat(
                        Stream.of(values.getOrDefault(Keys.USERNAME, "").toLowerCase(Locale.ROOT)),
                        edited
                                .flatMap(c -> stored.byPid(c.pid()))
                                .map(StoredConnections::properties)
                                .stream()
                                .flatMap(AutotaskIntegration::usernames))
                .anyMatch(theirs::contains);
    }

    private static Stream<String> usernames(Map<String, Object> properties) {
        return Stream.of(Keys.USERNAME, Keys.CANDIDATE_USERNAME)
                .map(key -> Configured.text(properties, key).toLowerCase(Locale.ROOT))
                .filter(username -> !username.isEmpty());
    }

    private String companyIds(Configured configured) {
        return stored.byPid(configured.pid())
                .map(c -> Configured.list(StoredConnections.properties(c), Keys.COMPANY_IDS))
                .orElse("");
    }

    private Optional<Configured> edited(ConnectionDraft draft, WorkspaceUser actor) {
        return draft.id().flatMap(id -> live.configured(actor.organisation(), id));
    }

    private boolean byReference(Configured configured) {
        return !stored.text(configured.pid(), Keys.SECRET_REF).isEmpty();
    }

    /** The secret that a connection keeps when none is typed: that of the newest login. */
    private static Optional<Secret> secret(Configured configured) {
        return configured.candidate().or(configured.connection()::login).map(Login::secret);
    }

    /** Changes what is stored of a connection, and waits until it shows. */
    private boolean changed(String id, WorkspaceUser actor, Change change, BooleanSupplier shows) {
        Optional<Configuration> configuration =
                live.configured(actor.organisation(), id)
                        .filter(Configured::editable)
                        .flatMap(c -> stored.byPid(c.pid()));
        if (configuration.isEmpty()) {
            return false;
        }
        try {
            change.apply(configuration.get());
        } catch (IOException e) {
            throw new UncheckedIOException("connection " + id + " cannot be changed", e);
        }
        await(shows);
        return true;
    }

    private void await(BooleanSupplier shows) {
        CountDownLatch shown = new CountDownLatch(1);
        Watch watch =
                live.watch(
                        () -> {
                            if (shows.getAsBoolean()) {
                                shown.countDown();
                            }
                        });
        try {
            if (!shows.getAsBoolean() && !shown.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("A saved connection does not show yet: Configuration Admin is slow");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            watch.close();
        }
    }

    private static Optional<String> zone(ConnectionState state) {
        return state.zone().map(zone -> zone.name() + " (" + zone.url().getHost() + ")");
    }

    private static String detail(ConnectionStates.Explanation explanation) {
        return (explanation.text() + " " + explanation.nextStep()).strip();
    }

    private static Level level(ConnectionState state) {
        return switch (state.kind()) {
            case CONNECTED -> Level.OK;
            case NOT_TESTED, OFF -> Level.NEUTRAL;
            case UNREACHABLE, LIMITED -> Level.WARNING;
            case NEEDS_ATTENTION -> Level.ERROR;
        };
    }

    private String said(Texts texts, String key) {
        return texts.of(key).replace("{vendor}", settings.vendorName());
    }

    private static Texts texts(Locale locale) {
        return Texts.in("integration", locale);
    }

    private void audit(WorkspaceUser actor, String action, String subject, String detail) {
        auditTrails.forEach(trail -> trail.record(actor, action, subject, detail));
    }

    /** A change to what is stored. */
    @FunctionalInterface
    private interface Change {
        void apply(Configuration configuration) throws IOException;
    }
}
