package org.openworkspace.autotask.operations.internal;

import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.Connections;
import org.openworkspace.integration.ConnectionModel;
import org.openworkspace.integration.IntegrationType;
import org.openworkspace.integration.OutcomeModel;
import org.openworkspace.user.WorkspaceUser;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The settings page of Autotask connections, for somebody at a shell: the same texts, the same
 * actions, the same history. Whoever has a shell administers every organisation.
 */
@Component(service = Administration.class)
public final class Administration {

    private final Connections connections;

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<IntegrationType> integrations = List.of();

    @Activate
    public Administration(@Reference Connections connections) {
        this.connections = connections;
    }

    /** One connection, as its organisation sees it. */
    record Listed(String organisation, ConnectionModel connection) {}

    /** All connections of all organisations, by organisation and name. */
    List<Listed> all() {
        return organisations()
                .flatMap(
                        organisation ->
                                autotask().connections(actor(organisation)).stream()
                                        .map(model -> new Listed(organisation, model)))
                .toList();
    }

    /**
     * Finds a connection by its name or identifier.
     *
     * @throws IllegalArgumentException if there is none, or more than one; the message says which
     *     there are
     */
    Connection find(String nameOrId) {
        List<Connection> found =
                connections.all().stream()
                        .filter(c -> c.id().equals(nameOrId) || c.name().equalsIgnoreCase(nameOrId))
                        .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        throw new IllegalArgumentException(
                found.isEmpty()
                        ? Texts.of("connection.unknown", nameOrId) + " " + known()
                        : Texts.of("connection.several", nameOrId)
                                + " "
                                + found.stream()
                                        .map(c -> c.id() + " (" + c.organisation() + ")")
                                        .sorted()
                                        .collect(Collectors.joining(", ")));
    }

    /** The names of all connections of all organisations. */
    List<String> names() {
        return connections.all().stream()
                .map(Connection::name)
                .sorted(Comparator.comparing(name -> name.toLowerCase(Locale.ROOT)))
                .toList();
    }

    /** Runs an action of the settings page on a connection. */
    OutcomeModel run(String action, Connection connection) {
        return autotask()
                .run(action, connection.id(), actor(connection.organisation()))
                .orElseThrow(() -> new IllegalStateException(Texts.of("action.missing", action)));
    }

    /** Runs an action of the settings page for each organisation that has a connection. */
    List<OutcomeModel> run(String action) {
        return organisations()
                .map(
                        organisation ->
                                autotask()
                                        .run(action, actor(organisation))
                                        .orElseThrow(
                                                () ->
                                                        new IllegalStateException(
                                                                Texts.of(
                                                                        "action.missing", action))))
                .toList();
    }

    /** Whoever is at the shell, as the history names them. */
    static WorkspaceUser actor(String organisation) {
        return new WorkspaceUser(
                "shell",
                "shell",
                "",
                "Shell",
                Locale.getDefault(),
                ZoneId.systemDefault(),
                Set.of(),
                true,
                organisation);
    }

    private Stream<String> organisations() {
        Set<String> organisations =
                connections.all().stream()
                        .map(Connection::organisation)
                        .collect(Collectors.toSet());
        return organisations.isEmpty()
                ? Stream.of(WorkspaceUser.DEFAULT_ORGANISATION)
                : organisations.stream().sorted();
    }

    private String known() {
        String names = String.join(", ", names());
        return names.isEmpty() ? Texts.of("list.none") : Texts.of("connection.known", names);
    }

    private IntegrationType autotask() {
        return integrations.stream()
                .filter(integration -> integration.id().equals("autotask"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(Texts.of("integration.missing")));
    }
}
