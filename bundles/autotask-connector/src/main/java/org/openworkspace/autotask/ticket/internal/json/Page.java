package org.openworkspace.autotask.ticket.internal.json;

import java.util.List;

/**
 * One page of a query. A page that lacks a part, or comes with errors, is torn, and never taken for
 * an empty one.
 *
 * @param items its rows
 * @param pageDetails what Autotask says of the page
 * @param errors what went wrong; null or empty
 */
public record Page<T>(List<T> items, PageDetails pageDetails, List<String> errors) {

    /** How many rows there are in this page. */
    public record PageDetails(int count) {}

    public Page {
        if (items == null
                || items.contains(null)
                || pageDetails == null
                || pageDetails.count() != items.size()
                || errors != null && !errors.isEmpty()) {
            throw new IllegalArgumentException("a torn page");
        }
    }
}
