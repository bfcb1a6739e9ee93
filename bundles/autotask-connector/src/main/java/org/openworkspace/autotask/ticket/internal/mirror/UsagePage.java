package org.openworkspace.autotask.ticket.internal.mirror;

import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.Connections;
import org.openworkspace.autotask.connection.IntegrationExtension;
import org.openworkspace.autotask.ticket.AutotaskUsage;
import org.openworkspace.autotask.ticket.AutotaskUsage.Usage;
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
    private final AutotaskUsage usage;

    @Activate
    public UsagePage(@Reference Connections connections, @Reference AutotaskUsage usage) {
        this.connections = connections;
        this.usage = usage;
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
            if (connection.organisation().equals(actor.organisation())) {
                usage.of(connection).ifPresent(used -> rows.add(row(connection, used, numbers)));
            }
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

    private static List<String> row(Connection connection, Usage used, NumberFormat numbers) {
        return List.of(
                connection.name(),
                numbers.format(used.calls()),
                numbers.format(used.share()),
                used.customer()
                        .map(c -> numbers.format(c.calls()) + " / " + numbers.format(c.limit()))
                        .orElse("–"),
                asked(used.callsByEndpoint()));
    }

    private static String asked(Map<String, Integer> counts) {
        return new TreeMap<>(counts)
                .entrySet().stream()
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
