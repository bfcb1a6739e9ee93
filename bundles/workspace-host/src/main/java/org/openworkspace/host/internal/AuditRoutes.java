package org.openworkspace.host.internal;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openworkspace.host.internal.Route.Access;
import org.openworkspace.host.internal.Route.Answer;
import org.openworkspace.user.WorkspaceUser;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What administrators see of who did what. */
@Component(service = AuditRoutes.class)
public final class AuditRoutes {

    private static final String ACTION = "action.";

    private final Database database;
    private final Plugins plugins;
    private final Apps apps;

    @Activate
    public AuditRoutes(
            @Reference Database database, @Reference Plugins plugins, @Reference Apps apps) {
        this.database = database;
        this.plugins = plugins;
        this.apps = apps;
    }

    List<Route> all() {
        return List.of(Route.of("GET", "/audit", Access.ADMINISTRATOR, this::list));
    }

    private Answer list(Call call) {
        Map<String, String> names = names(call.user());
        Map<String, String> actions = actions(call.user());
        return Answer.ok(
                database.entries(call.user().organisation()).stream()
                        .map(entry -> draw(entry, names, actions, call.texts()))
                        .toList());
    }

    /** How things are called now that entries know by their identifiers. */
    private Map<String, String> names(WorkspaceUser user) {
        Map<String, String> names = new HashMap<>();
        plugins.integrations().stream()
                .flatMap(integration -> integration.type().connections(user).stream())
                .forEach(connection -> names.put(connection.id(), connection.name()));
        apps.of(user.organisation()).forEach(app -> names.put(app.id(), app.name()));
        return names;
    }

    /** What plugins call their actions. */
    private Map<String, String> actions(WorkspaceUser user) {
        Map<String, String> labels = new HashMap<>();
        plugins.integrations().stream()
                .map(Plugins.Integration::type)
                .flatMap(
                        type ->
                                Stream.concat(
                                        type.actions(user).stream(),
                                        type.connections(user).stream()
                                                .flatMap(c -> c.actions().stream())))
                .forEach(action -> labels.put(ACTION + action.id(), action.label()));
        return labels;
    }

    private static String action(String action, Map<String, String> actions, Texts texts) {
        return texts.find("audit." + action)
                .or(() -> Optional.ofNullable(actions.get(action)))
                .orElseGet(() -> action.startsWith(ACTION) ? texts.of("audit.action") : action);
    }

    private static Map<String, Object> draw(
            Database.Entry entry,
            Map<String, String> names,
            Map<String, String> actions,
            Texts texts) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", entry.at().toString());
        json.put("actor", entry.actor());
        json.put("action", action(entry.action(), actions, texts));
        json.put("subject", names.getOrDefault(entry.subject(), entry.subject()));
        json.put("detail", entry.detail());
        json.put("source", entry.source());
        return json;
    }
}
