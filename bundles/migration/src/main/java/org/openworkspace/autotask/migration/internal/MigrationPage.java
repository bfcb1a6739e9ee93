package org.openworkspace.autotask.migration.internal;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openworkspace.autotask.connection.AutotaskSettings;
import org.openworkspace.autotask.connection.Cause;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.ConnectionState;
import org.openworkspace.autotask.connection.ConnectionStates;
import org.openworkspace.autotask.connection.IntegrationExtension;
import org.openworkspace.autotask.connection.SealedNotes;
import org.openworkspace.autotask.connection.Secret;
import org.openworkspace.autotask.migration.LegacyAddress;
import org.openworkspace.autotask.migration.Migration;
import org.openworkspace.autotask.migration.MigrationReport;
import org.openworkspace.autotask.migration.MigrationReport.Entry;
import org.openworkspace.autotask.migration.MigrationReport.Outcome;
import org.openworkspace.integration.HelpSection;
import org.openworkspace.integration.IntegrationModel.Action;
import org.openworkspace.integration.Level;
import org.openworkspace.integration.NoticeModel;
import org.openworkspace.integration.OutcomeModel;
import org.openworkspace.user.WorkspaceUser;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The migration on the settings page: its notice, its report, its steering. */
@Component
public final class MigrationPage implements IntegrationExtension {

    static final String REPORT = "migration.report";
    static final String DRY_RUN = "migration.dry-run";
    static final String RUN = "migration.run";
    static final String UNDO = "migration.undo";
    static final String RESUME = "migration.resume";

    private static final Logger LOG = LoggerFactory.getLogger(MigrationPage.class);
    private static final String HELP_ID = "migration";
    private static final List<String> HELP =
            List.of(HELP_ID, "migration-steer", "migration-left", "migration-remove");
    private static final String DISMISSED = "migration-dismissed";

    private final Migration migration;
    private final SealedNotes notes;
    private final ConnectionStates states;
    private final Supplier<String> vendor;
    private final Clock clock = Clock.systemUTC();

    @Activate
    public MigrationPage(
            @Reference Migration migration,
            @Reference SealedNotes notes,
            @Reference ConnectionStates states,
            @Reference AutotaskSettings settings) {
        this(migration, notes, states, settings::vendorName);
    }

    MigrationPage(
            Migration migration,
            SealedNotes notes,
            ConnectionStates states,
            Supplier<String> vendor) {
        this.migration = migration;
        this.notes = notes;
        this.states = states;
        this.vendor = vendor;
    }

    @Override
    public List<Action> actions(WorkspaceUser viewer) {
        Texts texts = Texts.in(viewer.locale());
        List<Entry> entries = migration.report(viewer.organisation()).entries();
        boolean left = entries.stream().anyMatch(MigrationPage::canBeRun);
        return Stream.of(REPORT, DRY_RUN, RUN)
                .filter(id -> id.equals(REPORT) ? !entries.isEmpty() : left)
                .map(id -> action(id, texts))
                .toList();
    }

    /** Whether a run could do something about a connection, perhaps once somebody mended it. */
    private static boolean canBeRun(Entry entry) {
        return entry.address().isPresent()
                && entry.outcome() != Outcome.IN_FILE
                && entry.outcome() != Outcome.HELD;
    }

    @Override
    public List<HelpSection> help(Locale locale) {
        Texts texts = Texts.in(locale);
        return HELP.stream()
                .map(
                        id ->
                                new HelpSection(
                                        id,
                                        texts.of("help." + id + ".title"),
                                        texts.of("help." + id + ".text")
                                                .replace("{vendor}", vendor.get())))
                .toList();
    }

    @Override
    public List<Action> actions(Connection connection, Locale locale) {
        Texts texts = Texts.in(locale);
        if (connection.defect().equals(Optional.of(Cause.MIGRATION_HELD))) {
            return List.of(action(RESUME, texts));
        }
        boolean undoable =
                connection.defect().equals(Optional.of(Cause.NEW_API_USER_NEEDED))
                        && migration.report(connection.organisation()).entries().stream()
                                .anyMatch(
                                        e ->
                                                e.undoable()
                                                        && e.connectionId()
                                                                .equals(connection.id()));
        return undoable ? List.of(action(UNDO, texts)) : List.of();
    }

    @Override
    public List<NoticeModel> notices(WorkspaceUser viewer) {
        MigrationReport report = migration.report(viewer.organisation());
        Set<String> brought =
                report.entries().stream()
                        .filter(e -> e.outcome() != Outcome.WAITING)
                        .map(Entry::connectionId)
                        .collect(Collectors.toSet());
        if (brought.isEmpty() || dismissed(viewer.organisation()).containsAll(brought)) {
            return List.of();
        }
        Texts texts = Texts.in(viewer.locale());
        boolean action = report.needAction() > 0;
        return List.of(
                new NoticeModel(
                        action ? Level.WARNING : Level.OK,
                        counted(report, texts),
                        (texts.of(action ? "notice.action" : "notice.done")
                                        + " "
                                        + removable(report, texts, viewer))
                                .strip(),
                        Optional.empty(),
                        Optional.of(REPORT),
                        Optional.of(DISMISSED)));
    }

    @Override
    public boolean dismiss(String dismissalId, WorkspaceUser actor) {
        if (!dismissalId.equals(DISMISSED)) {
            return false;
        }
        String ids =
                migration.report(actor.organisation()).entries().stream()
                        .map(Entry::connectionId)
                        .collect(Collectors.joining("\n"));
        try {
            notes.write(DISMISSED, SealedNotes.nameOf(actor.organisation()), Secret.of(ids));
            return true;
        } catch (IOException e) {
            LOG.warn("That a notice was dismissed cannot be remembered: {}", e.toString());
            return false;
        }
    }

    @Override
    public Optional<OutcomeModel> run(String actionId, WorkspaceUser actor) {
        Texts texts = Texts.in(actor.locale());
        String organisation = actor.organisation();
        return switch (actionId) {
            case REPORT -> Optional.of(report(migration.report(organisation), texts, actor));
            case DRY_RUN -> Optional.of(foreseen(migration.dryRun(organisation), texts, actor));
            case RUN -> Optional.of(report(migration.run(organisation), texts, actor));
            default -> Optional.empty();
        };
    }

    @Override
    public Optional<OutcomeModel> run(String actionId, Connection connection, WorkspaceUser actor) {
        return switch (actionId) {
            case UNDO ->
                    Optional.of(done(UNDO, migration.undo(connection.id()), connection, actor));
            case RESUME ->
                    Optional.of(done(RESUME, migration.resume(connection.id()), connection, actor));
            default -> Optional.empty();
        };
    }

    private OutcomeModel done(
            String action, boolean done, Connection connection, WorkspaceUser actor) {
        Texts texts = Texts.in(actor.locale());
        String key = action + (done ? ".done" : ".not");
        return OutcomeModel.of(
                        done ? Level.OK : Level.WARNING,
                        texts.of(key).replace("{name}", connection.name()),
                        texts.of(key + ".text"))
                .withHelp("migration-steer");
    }

    private OutcomeModel report(MigrationReport report, Texts texts, WorkspaceUser viewer) {
        if (report.entries().isEmpty()) {
            return OutcomeModel.of(
                    Level.OK, texts.of("report.empty"), removable(report, texts, viewer));
        }
        return OutcomeModel.of(
                        report.needAction() > 0 ? Level.WARNING : Level.OK,
                        counted(report, texts),
                        removable(report, texts, viewer))
                .withHelp(HELP_ID)
                .with(
                        new OutcomeModel.Table(
                                List.of(
                                        texts.of("column.connection"),
                                        texts.of("column.outcome"),
                                        texts.of("column.next")),
                                report.entries().stream()
                                        .map(
                                                e ->
                                                        List.of(
                                                                e.name(),
                                                                texts.of("outcome." + e.outcome()),
                                                                next(e, texts, viewer.locale())))
                                        .toList()));
    }

    private OutcomeModel foreseen(MigrationReport report, Texts texts, WorkspaceUser viewer) {
        List<List<String>> rows =
                report.entries().stream()
                        .filter(e -> e.address().isPresent())
                        .map(
                                e ->
                                        List.of(
                                                e.name(),
                                                texts.of("foreseen." + e.outcome())
                                                        .replace("{vendor}", vendor.get()),
                                                next(e, texts, viewer.locale()),
                                                e.address().map(a -> said(a, texts)).orElse("")))
                        .toList();
        if (rows.isEmpty()) {
            return OutcomeModel.of(
                    Level.OK, texts.of("dry-run.empty"), removable(report, texts, viewer));
        }
        return OutcomeModel.of(Level.NEUTRAL, texts.of("dry-run.title"), texts.of("dry-run.text"))
                .withHelp(HELP_ID)
                .with(
                        new OutcomeModel.Table(
                                List.of(
                                        texts.of("column.connection"),
                                        texts.of("column.foreseen"),
                                        texts.of("column.next"),
                                        texts.of("column.address")),
                                rows));
    }

    /** What to do about a connection; Autotask's reasons in the words of its state. */
    private String next(Entry entry, Texts texts, Locale locale) {
        return entry.cause()
                .map(cause -> explained(cause, locale))
                .orElseGet(() -> texts.of("next." + entry.outcome()))
                .replace("{vendor}", vendor.get());
    }

    private String explained(Cause cause, Locale locale) {
        ConnectionStates.Explanation explanation =
                states.explain(
                        new ConnectionState(
                                ConnectionState.Kind.NOT_TESTED,
                                Optional.of(cause),
                                Optional.empty(),
                                clock.instant(),
                                Optional.empty()),
                        locale);
        return explanation.text() + " " + explanation.nextStep();
    }

    private static String said(LegacyAddress address, Texts texts) {
        String shape = texts.of("address." + address.shape());
        return address.zone().isPresent()
                ? shape
                        + ", "
                        + texts.of("address.zone").replace("{n}", "" + address.zone().getAsInt())
                : shape;
    }

    private static String counted(MigrationReport report, Texts texts) {
        long waiting =
                report.entries().stream().filter(e -> e.outcome() == Outcome.WAITING).count();
        String counted =
                texts.of("counted")
                        .replace("{n}", "" + report.migrated())
                        .replace("{m}", "" + report.needAction());
        return waiting == 0
                ? counted
                : counted + texts.of("counted.waiting").replace("{w}", "" + waiting);
    }

    private String removable(MigrationReport report, Texts texts, WorkspaceUser viewer) {
        Instant now = clock.instant();
        return report.removableFrom()
                .map(
                        from ->
                                from.isAfter(now)
                                        ? texts.of("removable.from")
                                                .replace(
                                                        "{date}",
                                                        DateTimeFormatter.ofLocalizedDate(
                                                                        FormatStyle.LONG)
                                                                .withLocale(viewer.locale())
                                                                .format(
                                                                        from.atZone(
                                                                                viewer.timeZone())))
                                        : texts.of("removable.now"))
                .orElseGet(() -> texts.of("removable.not"));
    }

    private Set<String> dismissed(String organisation) {
        try {
            return notes
                    .read(DISMISSED, SealedNotes.nameOf(organisation))
                    .map(Secret::reveal)
                    .stream()
                    .flatMap(String::lines)
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            LOG.debug("Which notices were dismissed cannot be read: {}", e.toString());
            return Set.of();
        }
    }

    private static Action action(String id, Texts texts) {
        return new Action(id, texts.of(id));
    }
}
