package org.openworkspace.autotask.connection;

/**
 * The keys of connections that were stored before 3.45, and of what a migrated one keeps of that
 * time. They are API, as all stored keys are.
 */
public final class LegacyKeys {

    /** The address that was typed by hand; a hint at best, and never called. */
    public static final String URL = "url";

    /** The secret, in clear or sealed. */
    public static final String PASSWORD = "password";

    /** The tracking identifier of the customer's own, in clear or sealed. */
    public static final String TRACKING_IDENTIFIER = "trackingIdentifier";

    /**
     * The sealed identifier that a migrated connection goes on with, because its API user hangs on
     * it; gone as soon as new credentials work.
     */
    public static final String IDENTIFIER = ".legacy.identifier";

    /** True while an administrator wants a connection kept in its old form, and unused. */
    public static final String HELD = "migration.held";

    /** The names of the migration steps that a connection went through. */
    public static final String STEPS = "migration.steps";

    /**
     * The identifier that was published for connections to be prepared with; somebody else's, so it
     * is never taken for our own.
     */
    public static final String TEMPORARY_IDENTIFIER = "HSE3NJNASRAHVJ5JHROCNC3YSV";

    private LegacyKeys() {}
}
