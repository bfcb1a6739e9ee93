package org.openworkspace.autotask.connection.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.openworkspace.autotask.connection.AutotaskLookup;
import org.openworkspace.autotask.connection.AutotaskLookup.Found;
import org.openworkspace.autotask.connection.AutotaskLookup.Matches;
import org.openworkspace.autotask.connection.Cause;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.ConnectionState;
import org.openworkspace.autotask.connection.ConnectionStates;
import org.openworkspace.autotask.connection.IntegrationExtension;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.integration.IntegrationModel.Action;
import org.openworkspace.integration.Level;
import org.openworkspace.integration.OutcomeModel;
import org.openworkspace.user.Directory;
import org.openworkspace.user.WorkspaceUser;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Counts how many of the organisation's people a connection would find by either of their
 * addresses. Offered while the host has a directory.
 */
@Component
public final class PeoplePreview implements IntegrationExtension {

    private static final String ID = "people.preview";
    private static final int MOST = 1000;

    private final ConnectionStates states;

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<Directory> directories = List.of();

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<AutotaskLookup> lookups = List.of();

    @Activate
    public PeoplePreview(@Reference ConnectionStates states) {
        this.states = states;
    }

    @Override
    public List<Action> actions(Connection connection, Locale locale) {
        return directories.isEmpty() || lookups.isEmpty()
                ? List.of()
                : List.of(new Action(ID, Texts.in("integration", locale).of("action.preview")));
    }

    @Override
    public Optional<OutcomeModel> run(String actionId, Connection connection, WorkspaceUser actor) {
        Optional<Directory> directory = directories.stream().findFirst();
        Optional<AutotaskLookup> lookup = lookups.stream().findFirst();
        if (!actionId.equals(ID) || directory.isEmpty() || lookup.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                connection
                        .login()
                        .map(
                                login ->
                                        preview(
                                                connection,
                                                login,
                                                directory.get(),
                                                lookup.get(),
                                                actor))
                        .orElseGet(() -> trouble(states.of(connection), actor.locale())));
    }

    private OutcomeModel preview(
            Connection connection,
            Login login,
            Directory directory,
            AutotaskLookup lookup,
            WorkspaceUser actor) {
        Texts texts = Texts.in("integration", actor.locale());
        List<WorkspaceUser> people = directory.users(actor.organisation(), "", MOST);
        List<List<String>> rows = new ArrayList<>();
        for (Connection.Identity identity : Connection.Identity.values()) {
            Function<WorkspaceUser, String> address =
                    identity == Connection.Identity.UPN ? WorkspaceUser::upn : WorkspaceUser::mail;
            Found<Matches> found =
                    lookup.matches(
                            login, people.stream().map(address).toList(), connection.companyIds());
            if (found.trouble().isPresent()) {
                return trouble(found.trouble().get(), actor.locale());
            }
            Matches matches = found.value().orElseThrow();
            String used = identity == connection.identity() ? texts.of("preview.used") : "";
            rows.add(
                    List.of(
                            (texts.of("preview." + identity) + " " + used).strip(),
                            Integer.toString(matches.one()),
                            Integer.toString(matches.none()),
                            Integer.toString(matches.several())));
        }
        return OutcomeModel.of(
                        Level.NEUTRAL,
                        texts.of("preview.title").replace("{n}", Integer.toString(people.size())),
                        texts.of("preview.text"))
                .with(
                        new OutcomeModel.Table(
                                List.of(
                                        texts.of("preview.rule"),
                                        texts.of("preview.one"),
                                        texts.of("preview.none"),
                                        texts.of("preview.several")),
                                rows));
    }

    private OutcomeModel trouble(ConnectionState state, Locale locale) {
        ConnectionStates.Explanation explanation = states.explain(state, locale);
        return new OutcomeModel(
                Level.ERROR,
                explanation.label(),
                (explanation.text() + " " + explanation.nextStep()).strip(),
                Optional.empty(),
                Optional.empty(),
                state.cause().map(Cause::name));
    }
}
