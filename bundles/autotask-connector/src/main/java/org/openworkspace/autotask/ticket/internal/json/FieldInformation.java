package org.openworkspace.autotask.ticket.internal.json;

import java.util.List;

/** The metadata of an entity's fields, as far as picklists go. */
public record FieldInformation(List<Field> fields) {

    /** One field; {@code picklistValues} is null where it is no picklist. */
    public record Field(String name, List<PicklistValue> picklistValues) {

        public Field {
            if (picklistValues != null && picklistValues.contains(null)) {
                throw new IllegalArgumentException("a picklist with a gap");
            }
        }
    }

    /** One value of a picklist; here values are text, on the entity they are numbers. */
    public record PicklistValue(String value, String label, int sortOrder) {}

    public FieldInformation {
        if (fields == null || fields.contains(null)) {
            throw new IllegalArgumentException("field information without fields");
        }
    }
}
