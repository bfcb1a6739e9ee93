package org.openworkspace.autotask.connection.internal;

/**
 * The keys of a stored connection. They are API: saved configurations live longer than this code.
 */
final class Keys {

    static final String ID = "id";
    static final String ORGANISATION = "organisation";
    static final String NAME = "name";
    static final String USERNAME = "username";
    static final String SECRET = ".secret";
    static final String SECRET_REF = ".secret.ref";
    static final String CANDIDATE_USERNAME = ".candidate.username";
    static final String CANDIDATE_SECRET = ".candidate.secret";
    static final String ENABLED = "enabled";
    static final String PORTAL_URL = "portal.url";
    static final String COMPANY_IDS = "company.ids";
    static final String IDENTITY = "identity";
    static final String STATUS_MAP = "status.map";
    static final String CHANGED_BY = "changed.by";
    static final String CHANGED_AT = "changed.at";

    private Keys() {}
}
