package org.openworkspace.autotask.ticket.internal.json;

/** A row of Companies, as far as we ask for it. */
public record CompanyItem(long id, String companyName, Boolean isClientPortalActive) {}
