package org.openworkspace.autotask.ticket.internal.json;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A row of Contacts, as far as we ask for it; {@code isActive} is a number, elsewhere a boolean.
 */
public record ContactItem(long id, long companyID, String emailAddress, JsonNode isActive) {

    /** Whether the contact is active; anything but 1 or true is not. */
    public boolean active() {
        return isActive != null
                && (isActive.isBoolean() ? isActive.booleanValue() : isActive.asInt() == 1);
    }
}
