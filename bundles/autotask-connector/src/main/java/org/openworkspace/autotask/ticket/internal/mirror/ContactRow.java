package org.openworkspace.autotask.ticket.internal.mirror;

/**
 * A contact in the mirror.
 *
 * @param id Autotask's identifier
 * @param companyId its company
 * @param identity the address in the form of {@link Identity}; blank if it is nobody's
 * @param active whether it counts at all
 */
record ContactRow(long id, long companyId, String identity, boolean active) {}
