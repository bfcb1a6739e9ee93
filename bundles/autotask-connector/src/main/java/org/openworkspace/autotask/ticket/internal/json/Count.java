package org.openworkspace.autotask.ticket.internal.json;

/** How many rows a query finds. */
public record Count(int queryCount) {}
