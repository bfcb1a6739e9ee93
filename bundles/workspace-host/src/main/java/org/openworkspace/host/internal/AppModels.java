package org.openworkspace.host.internal;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.openworkspace.app.AppTypeModel;
import org.openworkspace.integration.ConnectionModel;
import org.openworkspace.user.Directory;
import org.openworkspace.user.WorkspaceGroup;
import org.openworkspace.user.WorkspaceUser;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Apps and the people they are for, as the browser gets them. */
@Component(service = AppModels.class)
public final class AppModels {

    private final Plugins plugins;
    private final Directory directory;

    @Activate
    public AppModels(@Reference Plugins plugins, @Reference Directory directory) {
        this.plugins = plugins;
        this.directory = directory;
    }

    /** What an app looks like, on a tile and in the store. */
    Map<String, Object> look(App app) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("icon", app.icon());
        Wire.put(json, "image", app.image().map(mark -> "/api/apps/" + app.id() + "/icon?" + mark));
        json.put("colour", app.colour());
        json.put("destination", app.newWindow() ? "NEW_WINDOW" : "CURRENT_WINDOW");
        return json;
    }

    /** All of an app, for those who manage it. */
    Map<String, Object> managed(App app, int tiles, WorkspaceUser user) {
        Optional<AppTypeModel> type = plugins.appType(app.type(), user.locale());
        Optional<String> integration = type.flatMap(AppTypeModel::integrationId);
        Map<String, Object> json = look(app);
        json.put("id", app.id());
        json.put("type", app.type());
        json.put("typeName", type.map(AppTypeModel::name).orElse(app.type()));
        json.put("running", type.isPresent());
        json.put("name", app.name());
        Wire.put(json, "integrationId", integration);
        Wire.put(json, "connectionId", app.connectionId());
        Wire.put(
                json,
                "connectionName",
                integration.flatMap(id -> connection(id, app, user)).map(ConnectionModel::name));
        json.put("access", audience(app.access(), user));
        json.put("owners", audience(app.owners(), user));
        json.put("enabled", app.enabled());
        json.put("tiles", tiles);
        return json;
    }

    Map<String, Object> audience(Audience audience, WorkspaceUser asker) {
        String organisation = asker.organisation();
        return Map.of(
                "everyone",
                audience.everyone(),
                "users",
                named(
                        audience.users(),
                        directory.users(organisation, "", Integer.MAX_VALUE).stream()
                                .collect(
                                        Collectors.toMap(
                                                WorkspaceUser::id, WorkspaceUser::displayName))),
                "groups",
                named(
                        audience.groups(),
                        directory.groups(organisation, "", Integer.MAX_VALUE).stream()
                                .collect(
                                        Collectors.toMap(
                                                WorkspaceGroup::id, WorkspaceGroup::displayName))));
    }

    /** The people and groups whose name holds a text. */
    Map<String, Object> directory(String text, int limit, WorkspaceUser asker) {
        return Map.of(
                "users",
                directory.users(asker.organisation(), text, limit).stream()
                        .map(
                                user ->
                                        Map.of(
                                                "id", user.id(),
                                                "name", user.displayName(),
                                                "mail", user.mail()))
                        .toList(),
                "groups",
                directory.groups(asker.organisation(), text, limit).stream()
                        .map(group -> Map.of("id", group.id(), "name", group.displayName()))
                        .toList());
    }

    Optional<ConnectionModel> connection(String integration, App app, WorkspaceUser user) {
        return plugins.integration(integration).stream()
                .flatMap(i -> i.type().connections(user).stream())
                .filter(connection -> app.connectionId().equals(Optional.of(connection.id())))
                .findFirst();
    }

    /** Somebody who is no longer in the directory goes by the identifier. */
    private static List<Map<String, String>> named(
            Collection<String> ids, Map<String, String> names) {
        Function<String, Map<String, String>> named =
                id -> Map.of("id", id, "name", names.getOrDefault(id, id));
        return ids.stream().sorted().map(named).toList();
    }
}
