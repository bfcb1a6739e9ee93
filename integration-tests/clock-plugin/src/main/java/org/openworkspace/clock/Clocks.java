package org.openworkspace.clock;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.openworkspace.integration.CheckModel;
import org.openworkspace.integration.ConnectionDraft;
import org.openworkspace.integration.ConnectionModel;
import org.openworkspace.integration.FieldProblem;
import org.openworkspace.integration.IntegrationModel;
import org.openworkspace.integration.IntegrationType;
import org.openworkspace.integration.Level;
import org.openworkspace.integration.NoticeModel;
import org.openworkspace.integration.OutcomeModel;
import org.openworkspace.integration.SaveModel;
import org.openworkspace.user.WorkspaceUser;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;

/** The clocks that administrators have hung up, in memory. Thread-safe. */
@Component(
        service = {IntegrationType.class, Clocks.class},
        configurationPid = ClockForm.PID,
        configurationPolicy = ConfigurationPolicy.IGNORE)
@Designate(ocd = ClockForm.class, factory = true)
public final class Clocks implements IntegrationType {

    private static final List<String> FIELDS = List.of("name", "zone", "hours");

    private final Map<String, Map<String, String>> clocks = new LinkedHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** The settings of a clock, if it hangs. */
    synchronized Optional<Map<String, String>> find(String id) {
        return Optional.ofNullable(clocks.get(id));
    }

    /** Runs {@code changed} whenever a clock is set anew, until the answer is run. */
    Runnable listen(Runnable changed) {
        listeners.add(changed);
        return () -> listeners.remove(changed);
    }

    @Override
    public String id() {
        return "clock";
    }

    @Override
    public IntegrationModel describe(Locale locale) {
        return new IntegrationModel(
                "Clocks",
                "A clock shows the time of a place.",
                ClockForm.PID,
                List.of(
                        new IntegrationModel.Column(
                                "zone", "Zone", IntegrationModel.Column.Type.TEXT)),
                List.of(),
                Set.of(),
                List.of(new IntegrationModel.Action("strike", "Strike")));
    }

    @Override
    public synchronized List<ConnectionModel> connections(WorkspaceUser viewer) {
        List<ConnectionModel> all = new ArrayList<>();
        clocks.forEach(
                (id, values) ->
                        all.add(
                                new ConnectionModel(
                                        id,
                                        values.getOrDefault("name", ""),
                                        Level.OK,
                                        "Ticking",
                                        "",
                                        Optional.empty(),
                                        true,
                                        true,
                                        Map.of("zone", values.getOrDefault("zone", "")),
                                        values,
                                        List.of())));
        return all;
    }

    @Override
    public List<NoticeModel> notices(WorkspaceUser viewer) {
        return List.of();
    }

    @Override
    public CheckModel check(ConnectionDraft draft, WorkspaceUser actor) {
        List<FieldProblem> problems = problems(draft);
        return problems.isEmpty()
                ? new CheckModel(Level.OK, "It ticks", "", problems, Optional.empty())
                : new CheckModel(Level.ERROR, "It does not tick", "", problems, Optional.empty());
    }

    @Override
    public SaveModel save(ConnectionDraft draft, WorkspaceUser actor) {
        List<FieldProblem> problems = problems(draft);
        if (!problems.isEmpty()) {
            return SaveModel.refused(problems);
        }
        Map<String, String> values = new HashMap<>(draft.values());
        values.keySet().retainAll(FIELDS);
        String id = draft.id().orElseGet(() -> UUID.randomUUID().toString());
        synchronized (this) {
            clocks.put(id, values);
        }
        listeners.forEach(Runnable::run);
        return SaveModel.saved(id);
    }

    @Override
    public synchronized boolean delete(String connectionId, WorkspaceUser actor) {
        return clocks.remove(connectionId) != null;
    }

    @Override
    public boolean enable(String connectionId, boolean enabled, WorkspaceUser actor) {
        return false;
    }

    @Override
    public boolean dismiss(String dismissalId, WorkspaceUser actor) {
        return false;
    }

    @Override
    public Optional<OutcomeModel> run(String actionId, WorkspaceUser actor) {
        return Optional.empty();
    }

    @Override
    public Optional<OutcomeModel> run(String actionId, String connectionId, WorkspaceUser actor) {
        return find(connectionId)
                .filter(clock -> actionId.equals("strike"))
                .map(clock -> OutcomeModel.of(Level.OK, "Dong", ""));
    }

    private static List<FieldProblem> problems(ConnectionDraft draft) {
        try {
            ZoneId.of(draft.values().getOrDefault("zone", ""));
            return List.of();
        } catch (DateTimeException e) {
            return List.of(new FieldProblem("zone", "Give a time zone, such as Europe/Amsterdam."));
        }
    }
}
