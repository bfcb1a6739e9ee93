package org.openworkspace.autotask.connection.internal;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openworkspace.autotask.connection.AutotaskSettings;
import org.openworkspace.autotask.connection.Cause;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.ConnectionState;
import org.openworkspace.autotask.connection.IntegrationExtension;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.connection.SupportLines;
import org.openworkspace.integration.IntegrationModel.Action;
import org.openworkspace.integration.Level;
import org.openworkspace.integration.OutcomeModel;
import org.openworkspace.user.WorkspaceUser;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * One file for whoever helps: versions, states, what went wrong lately and when. It is built from
 * what may be told, not cleaned of what may not: no name, address, secret, identifier or ticket.
 */
@Component
public final class SupportFile implements IntegrationExtension {

    private static final String ID = "support.file";

    private final List<String> versions;
    private final LiveConnections live;
    private final ReportedStates states;
    private final AutotaskSettings settings;
    private final KeyFile keyFile;
    private final Clock clock;

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile List<SupportLines> added = List.of();

    @Activate
    public SupportFile(
            BundleContext context,
            @Reference LiveConnections live,
            @Reference ReportedStates states,
            @Reference AutotaskSettings settings,
            @Reference KeyFile keyFile) {
        this(bundles(context), live, states, settings, keyFile, Clock.systemUTC());
    }

    SupportFile(
            List<String> versions,
            LiveConnections live,
            ReportedStates states,
            AutotaskSettings settings,
            KeyFile keyFile,
            Clock clock) {
        this.versions = versions;
        this.live = live;
        this.states = states;
        this.settings = settings;
        this.keyFile = keyFile;
        this.clock = clock;
    }

    @Override
    public List<Action> actions(WorkspaceUser viewer) {
        return List.of(
                new Action(ID, Texts.in("integration", viewer.locale()).of("action.support")));
    }

    @Override
    public Optional<OutcomeModel> run(String actionId, WorkspaceUser actor) {
        if (!actionId.equals(ID)) {
            return Optional.empty();
        }
        Texts texts = Texts.in("integration", actor.locale());
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return Optional.of(
                OutcomeModel.of(Level.OK, texts.of("support.made"), texts.of("support.made.text"))
                        .with(
                                new OutcomeModel.Download(
                                        "autotask-support-"
                                                + now.toString().replace(":", "")
                                                + ".txt",
                                        "text/plain",
                                        text(actor.organisation(), now)
                                                .getBytes(StandardCharsets.UTF_8))));
    }

    String text(String organisation, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add("Autotask connections, " + now);
        lines.add("");
        lines.add("[versions]");
        lines.add("java " + Runtime.version());
        lines.add("system " + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        lines.addAll(versions);
        lines.add("");
        lines.add("[process]");
        lines.add(
                "up "
                        + Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime())
                                .truncatedTo(ChronoUnit.SECONDS));
        lines.add("threads " + ManagementFactory.getThreadMXBean().getThreadCount());
        lines.add(
                "heap "
                        + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
                                / 1_048_576
                        + " MB");
        lines.add("");
        lines.add("[settings]");
        lines.add("tracking identifier " + present(settings.trackingIdentifier().isPresent()));
        lines.add("key file " + keyFile.problem().map(Cause::name).orElse("good"));
        lines.add("refresh " + settings.refresh());
        lines.add("calls an hour " + settings.callsPerHour());
        lines.add("window " + settings.window().toDays() + " days");
        lines.add("allowed origins " + settings.allowedHosts().size());
        Collection<Configured> connections = live.configured(organisation);
        Map<String, String> logins = new TreeMap<>();
        int number = 0;
        for (Configured configured :
                connections.stream()
                        .sorted(Comparator.comparing(c -> c.connection().id()))
                        .toList()) {
            number++;
            lines.add("");
            lines.add("[connection " + number + "]");
            describe(configured, lines);
            String name = "connection " + number;
            configured.connection().login().ifPresent(l -> logins.put(l.key(), name));
            configured.candidate().ifPresent(l -> logins.put(l.key(), name + " (candidate)"));
        }
        lines.add("");
        lines.add("[latest changes]");
        Map<String, Integer> counters = new TreeMap<>();
        states.changes().stream()
                .filter(change -> logins.containsKey(change.loginKey()))
                .forEach(
                        change -> {
                            String what =
                                    change.kind() + change.cause().map(c -> " " + c).orElse("");
                            lines.add(
                                    change.at() + " " + logins.get(change.loginKey()) + " " + what);
                            counters.merge(what, 1, Integer::sum);
                        });
        lines.add("");
        lines.add("[counters]");
        counters.forEach((what, count) -> lines.add(what + " " + count));
        return String.join("\n", lines) + "\n";
    }

    private void describe(Configured configured, List<String> lines) {
        Connection connection = configured.connection();
        ConnectionState state = states.of(connection);
        lines.add("state " + state.kind() + state.cause().map(c -> " " + c).orElse(""));
        lines.add("since " + state.since());
        lines.add("last success " + state.lastSuccess().map(Instant::toString).orElse("never"));
        lines.add("zone " + present(state.zone().isPresent()));
        lines.add(
                "candidate "
                        + configured
                                .candidate()
                                .map((Login login) -> states.of(login))
                                .map(s -> s.kind() + s.cause().map(c -> " " + c).orElse(""))
                                .orElse("none"));
        lines.add(
                "managed "
                        + (configured.file().isPresent()
                                ? "by a file"
                                : configured.changedBy().isEmpty() ? "outside" : "here"));
        lines.add("changed " + configured.changedAt().map(Instant::toString).orElse("unknown"));
        lines.add("portal address " + present(connection.portalUrl().isPresent()));
        lines.add("companies " + connection.companyIds().size());
        lines.add("people by " + connection.identity());
        lines.add("status words " + connection.statuses().size());
        added.stream().flatMap(a -> a.about(connection).stream()).forEach(lines::add);
    }

    private static String present(boolean there) {
        return there ? "set" : "not set";
    }

    private static List<String> bundles(BundleContext context) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName() != null)
                .map(SupportFile::version)
                .sorted()
                .toList();
    }

    private static String version(Bundle bundle) {
        return bundle.getSymbolicName()
                + " "
                + bundle.getVersion()
                + (bundle.getState() == Bundle.ACTIVE ? "" : " not active");
    }
}
