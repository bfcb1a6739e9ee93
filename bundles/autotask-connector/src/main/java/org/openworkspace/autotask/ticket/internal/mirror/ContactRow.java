package org.openworkspace.autotask.ticket.internal.mirror;

/** A contact that Autotask names for an address; only {@link Identity} decides whose it is. */
record ContactRow(long id, long companyId, String address, boolean active) {}
