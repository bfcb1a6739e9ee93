package org.openworkspace.autotask.ticket.internal.mirror;

import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import org.openworkspace.autotask.connection.AutotaskSettings;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.Connections;
import org.openworkspace.autotask.connection.IntegrationExtension;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.ticket.internal.http.Budget;
import org.openworkspace.autotask.ticket.internal.http.Sessions;
import org.openworkspace.integration.IntegrationModel.Action;
import org.openworkspace.integration.Level;
import org.openworkspace.integration.OutcomeModel;
import org.openworkspace.integration.OutcomeModel.Table;
import org.openworkspace.user.WorkspaceUser;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What was asked of Autotask in the last hour, and how much of the customer's calls are used. */
@Component
public final class UsagePage implements IntegrationExtension {

    private static final String ID = "connector.usage";

    private final Connections connections;
    private final Sessions sessions;
    private final AutotaskSettings settings;

    @Activate
    public UsagePage(
            @Reference Connections connections,
            @Reference Sessions sessions,
            @Reference AutotaskSettings settings) {
        this.connections = connections;
        this.sessions = sessions;
        this.settings = settings;
    }

    @Override
    public List<Action> actions(WorkspaceUser viewer) {
        return List.of(new Action(ID, texts(viewer.locale()).getString("action")));
    }

    @Override
    public Optional<OutcomeModel> run(String actionId, WorkspaceUser actor) {
        return actionId.equals(ID) ? Optional.of(usage(actor)) : Optional.empty();
    }

    private OutcomeModel usage(WorkspaceUser actor) {
        ResourceBundle texts = texts(actor.locale());
        NumberFormat numbers = NumberFormat.getIntegerInstance(actor.locale());
        List<List<String>> rows = new ArrayList<>();
        for (Connection connection : connections.all()) {
            Optional<Login> login =
                    connection
                            .login()
                            .filter(l -> connection.organisation().equals(actor.organisation()));
            if (login.isEmpty()) {
                continue;
            }
            Budget budget = sessions.of(login.get()).budget();
            rows.add(
                    List.of(
                            connection.name(),
                            numbers.format(budget.spent()),
                            numbers.format(settings.callsPerHour()),
                            budget.usage()
                                    .map(
                                            u ->
                                                    numbers.format(u.used())
                                                            + " / "
                                                            + numbers.format(u.limit()))
                                    .orElse("–"),
                            asked(budget.spentByEndpoint())));
        }
        if (rows.isEmpty()) {
            return OutcomeModel.of(
                    Level.NEUTRAL, texts.getString("title"), texts.getString("none"));
        }
        return OutcomeModel.of(Level.OK, texts.getString("title"), texts.getString("text"))
                .with(
                        new Table(
                                List.of(
                                        texts.getString("column.connection"),
                                        texts.getString("column.ours"),
                                        texts.getString("column.share"),
                                        texts.getString("column.all"),
                                        texts.getString("column.what")),
                                rows));
    }

    private static String asked(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
    }

    private static ResourceBundle texts(Locale locale) {
        return ResourceBundle.getBundle(
                "OSGI-INF.l10n.usage",
                locale,
                UsagePage.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(
                        ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
