package org.openworkspace.autotask.ticket.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One page of a query. A page that lacks either part is torn, and never taken for an empty one.
 *
 * @param items its rows
 * @param pageDetails what Autotask says of the page
 */
public record Page(List<JsonNode> items, PageDetails pageDetails) {

    /** How many rows there are in this page. */
    public record PageDetails(int count) {}

    public Page {
        if (items == null || pageDetails == null || pageDetails.count() != items.size()) {
            throw new IllegalArgumentException("a torn page");
        }
    }
}
