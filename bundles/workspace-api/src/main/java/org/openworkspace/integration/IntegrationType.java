package org.openworkspace.integration;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openworkspace.user.WorkspaceUser;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One kind of connection to another system. Plugins register it as a service; the host draws its
 * settings page from it and knows nothing of the system behind.
 *
 * <p>The form itself is a metatype object class: the host reads it from the bundle that registered
 * this service, under {@link IntegrationModel#formPid()}. Required attributes are shown at once,
 * the others folded away. An attribute of type PASSWORD is write-only: the host never receives its
 * value, and sends it only when a person typed one.
 *
 * <p>Called on any thread and on many at once; {@link #connections} for everybody, since a tile
 * needs a connection to exist, all else only for people who may administer. Every method keeps to
 * the organisation of the person it is given: a connection of another organisation is unknown to
 * it.
 */
@ConsumerType
public interface IntegrationType {

    /**
     * A stable identifier, unique among the integrations of a host, fit for an address: {@code
     * autotask}.
     */
    String id();

    /**
     * Describes this kind of connection in the language that fits {@code locale} best; from memory.
     */
    IntegrationModel describe(Locale locale);

    /**
     * Returns the connections of the viewer's organisation, by name, in the viewer's language; from
     * memory.
     */
    List<ConnectionModel> connections(WorkspaceUser viewer);

    /** Returns what can be run now on the integration as a whole; from memory. */
    default List<IntegrationModel.Action> actions(WorkspaceUser viewer) {
        return List.of();
    }

    /** Returns what an administrator should know now, most urgent first; from memory. */
    List<NoticeModel> notices(WorkspaceUser viewer);

    /**
     * Tries a draft out without saving it. May wait for the other system, at most one minute; what
     * goes wrong is in the answer.
     */
    CheckModel check(ConnectionDraft draft, WorkspaceUser actor);

    /**
     * Asks the other system what one of {@link IntegrationModel#choiceFields()} can be filled with.
     * May wait for it, at most one minute; what goes wrong is in the answer.
     */
    default ChoicesModel choices(String fieldId, ConnectionDraft draft, WorkspaceUser actor) {
        return ChoicesModel.of(List.of());
    }

    /** Returns the help page in the language that fits {@code locale} best; from memory. */
    default List<HelpSection> help(Locale locale) {
        return List.of();
    }

    /**
     * Saves a draft: all of it or nothing. Does not try it out first; a new connection starts as
     * not tested.
     */
    SaveModel save(ConnectionDraft draft, WorkspaceUser actor);

    /**
     * Deletes a connection and everything remembered of it; false if it is unknown or not editable.
     *
     * @throws java.io.UncheckedIOException if that cannot be stored; nothing was changed
     */
    boolean delete(String connectionId, WorkspaceUser actor);

    /**
     * Switches a connection on or off; false if it is unknown or not editable.
     *
     * @throws java.io.UncheckedIOException if that cannot be stored; nothing was changed
     */
    boolean enable(String connectionId, boolean enabled, WorkspaceUser actor);

    /**
     * Takes away a notice for everybody in the actor's organisation, over restarts too; false if no
     * notice has this identifier.
     */
    boolean dismiss(String dismissalId, WorkspaceUser actor);

    /**
     * Runs one of {@link #actions}. May wait for the other system, at most one minute.
     *
     * @return the outcome; empty if the action is unknown
     */
    Optional<OutcomeModel> run(String actionId, WorkspaceUser actor);

    /**
     * Runs one of {@link IntegrationModel#actions()} or {@link ConnectionModel#actions()}. May wait
     * for the other system, at most one minute.
     *
     * @param connectionId the connection to run it on
     * @return the outcome; empty if the action or the connection is unknown
     */
    Optional<OutcomeModel> run(String actionId, String connectionId, WorkspaceUser actor);
}
