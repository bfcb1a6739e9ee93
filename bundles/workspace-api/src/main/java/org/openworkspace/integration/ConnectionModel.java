package org.openworkspace.integration;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One connection, as a row of the list and as the start of its form.
 *
 * @param id its stable identifier
 * @param name how administrators call it
 * @param level how it fares
 * @param state how it fares in a word or two, such as <i>Connected</i>
 * @param detail what is wrong and what to do next; empty when all is well
 * @param helpId which section of {@link IntegrationType#help} says more of the detail; empty if
 *     none does
 * @param enabled whether it is switched on
 * @param editable whether it can be edited and deleted here; false for one that is provisioned from
 *     outside
 * @param columns the values of {@link IntegrationModel#columns()}, by column id; a missing one is
 *     drawn empty
 * @param values the form's values, by attribute id, as text; several values one a line; never a
 *     secret
 * @param actions what can be run on this connection, besides {@link IntegrationModel#actions()}
 */
public record ConnectionModel(
        String id,
        String name,
        Level level,
        String state,
        String detail,
        Optional<String> helpId,
        boolean enabled,
        boolean editable,
        Map<String, String> columns,
        Map<String, String> values,
        List<IntegrationModel.Action> actions) {

    public ConnectionModel {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(level, "level");
        requireNonNull(state, "state");
        requireNonNull(detail, "detail");
        requireNonNull(helpId, "helpId");
        columns = Map.copyOf(columns);
        values = Map.copyOf(values);
        actions = List.copyOf(actions);
    }
}
