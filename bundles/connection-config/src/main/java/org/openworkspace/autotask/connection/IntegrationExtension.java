package org.openworkspace.autotask.connection;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openworkspace.integration.HelpSection;
import org.openworkspace.integration.IntegrationModel.Action;
import org.openworkspace.integration.NoticeModel;
import org.openworkspace.integration.OutcomeModel;
import org.openworkspace.user.WorkspaceUser;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What another bundle of this plugin adds to the settings page of Autotask connections. Registered
 * as a service; extensions come and go, and each keeps its identifiers apart from the others' by a
 * prefix of its own, such as {@code migration.report}.
 *
 * <p>Called on any thread and on many at once, for people who may administer alone. What is listed
 * is answered from memory; a run may wait for Autotask, at most one minute.
 */
@ConsumerType
public interface IntegrationExtension {

    /** Returns what can be run now on the integration as a whole. */
    default List<Action> actions(WorkspaceUser viewer) {
        return List.of();
    }

    /** Returns what can be run on one connection as it is now. */
    default List<Action> actions(Connection connection, Locale locale) {
        return List.of();
    }

    /** Returns what an administrator of the viewer's organisation should know now. */
    default List<NoticeModel> notices(WorkspaceUser viewer) {
        return List.of();
    }

    /** Returns what is added to the end of the help page. */
    default List<HelpSection> help(Locale locale) {
        return List.of();
    }

    /** Takes away a notice for the actor's organisation; false if it is none of this extension. */
    default boolean dismiss(String dismissalId, WorkspaceUser actor) {
        return false;
    }

    /** Runs an action on the integration; empty if it is none of this extension. */
    default Optional<OutcomeModel> run(String actionId, WorkspaceUser actor) {
        return Optional.empty();
    }

    /**
     * Runs an action on a connection; empty if it is none of this extension.
     *
     * @param connection a connection of the actor's organisation
     */
    default Optional<OutcomeModel> run(
            String actionId, Connection connection, WorkspaceUser actor) {
        return Optional.empty();
    }
}
