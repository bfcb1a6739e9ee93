package org.openworkspace.integration;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;

/**
 * A kind of connection, as the host draws its settings page.
 *
 * @param title its entry in the menu of integrations, such as <i>Autotask connections</i>
 * @param description one sentence that says what a connection is for
 * @param formPid the factory PID of the metatype object class that is its form
 * @param columns what the list shows of each connection, after its name and state
 * @param guide what to do on the other side before a connection can be made, step by step
 * @param actions what can be run on a connection, besides edit, delete and switching on and off
 * @param choiceFields the attribute ids of the fields that {@link IntegrationType#choices} knows
 *     values for
 */
public record IntegrationModel(
        String title,
        String description,
        String formPid,
        List<Column> columns,
        List<GuideStep> guide,
        Set<String> choiceFields,
        List<Action> actions) {

    /**
     * A column of the list.
     *
     * @param id the key of its value in {@link ConnectionModel#columns()}
     * @param label its heading
     * @param type how its values are drawn
     */
    public record Column(String id, String label, Type type) {

        /** How values are drawn. */
        public enum Type {
            /** As they are. */
            TEXT,
            /** An ISO-8601 instant, drawn as a time in the viewer's zone. */
            INSTANT
        }

        public Column {
            requireNonNull(id, "id");
            requireNonNull(label, "label");
            requireNonNull(type, "type");
        }
    }

    /**
     * One step of the guide.
     *
     * @param title what to do
     * @param text how, and why; plain text
     */
    public record GuideStep(String title, String text) {

        public GuideStep {
            requireNonNull(title, "title");
            requireNonNull(text, "text");
        }
    }

    /**
     * Something that can be run, on one connection or on the integration as a whole.
     *
     * @param id a stable identifier, fit for an address
     * @param label its button
     */
    public record Action(String id, String label) {

        public Action {
            requireNonNull(id, "id");
            requireNonNull(label, "label");
        }
    }

    public IntegrationModel {
        requireNonNull(title, "title");
        requireNonNull(description, "description");
        requireNonNull(formPid, "formPid");
        columns = List.copyOf(columns);
        guide = List.copyOf(guide);
        choiceFields = Set.copyOf(choiceFields);
        actions = List.copyOf(actions);
    }
}
