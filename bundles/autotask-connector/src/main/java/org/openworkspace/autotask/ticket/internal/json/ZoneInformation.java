package org.openworkspace.autotask.ticket.internal.json;

/** The answer of zone discovery. */
public record ZoneInformation(String zoneName, String url, String webUrl, long ci) {

    public ZoneInformation {
        if (url == null || webUrl == null) {
            throw new IllegalArgumentException("zone information without addresses");
        }
    }
}
