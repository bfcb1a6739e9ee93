package org.openworkspace.autotask.ticket.internal.json;

/** A row of ClientPortalUsers, as far as we ask for it. */
public record PortalUserItem(
        long id, long contactID, boolean isClientPortalActive, Integer securityLevel) {}
