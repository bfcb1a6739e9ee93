package org.openworkspace.autotask.connection;

/**
 * Why a connection does not work as it should. Each has its own words for administrators, in {@code
 * OSGI-INF/l10n/states}: a title, what is wrong, and what to do next.
 */
public enum Cause {
    /** Autotask refused the login; nothing more is sent with it until it is changed or retried. */
    LOGIN_REFUSED,
    /** Autotask refused the login and says that it is for the vendor's tracking identifier. */
    IDENTIFIER_REFUSED,
    /** No zone answers for the username: most often it is mistyped. */
    USERNAME_UNKNOWN,
    /** This installation holds no tracking identifier of its vendor. */
    VENDOR_ID_MISSING,
    /** The connection holds no secret. */
    SECRET_MISSING,
    /**
     * The sealed secret cannot be opened: it was sealed with another key, or for another
     * connection.
     */
    SECRET_UNREADABLE,
    /** Secrets are sealed, and the key file that opens them is not there. */
    KEY_MISSING,
    /** Others than its owner can read the key file, so it is not used. */
    KEY_EXPOSED,
    /** The key file cannot be read, or is not as long as it was made. */
    KEY_DAMAGED,
    /** The secret stands in clear where it cannot be sealed, and is not used. */
    SECRET_IN_CLEAR,
    /** The secret is a literal reference of the framework's kind, which is never resolved here. */
    SECRET_REFERENCE_LITERAL,
    /** The reference to the secret names nothing that is there. */
    SECRET_REFERENCE_UNRESOLVED,
    /**
     * The connection is from before 3.45 and its API user hangs on an identifier of the customer's
     * own: it goes on with that, until a new API user takes its place.
     */
    NEW_API_USER_NEEDED,
    /** The connection is from before 3.45 and belongs to a file, which is not ours to rewrite. */
    OLD_FORM_IN_FILE,
    /**
     * An administrator had the connection put back into its old form; it rests until told to go on.
     */
    MIGRATION_HELD,
    /** Another connection carries the same identifier: the configuration was copied. */
    DUPLICATE_ID,
    /** Autotask lets the user read no contacts. */
    CONTACTS_NOT_READABLE,
    /** Autotask lets the user read no tickets. */
    TICKETS_NOT_READABLE,
    /**
     * Contacts can be read but there is not one ticket: most often the line of business is missing.
     */
    NO_TICKETS,
    /** The zone names a host that this installation may not call. */
    HOST_NOT_ALLOWED,
    /** Nothing could be reached: network, name resolution, a firewall, a proxy that is down. */
    NO_NETWORK,
    /** The proxy on the way to Autotask wants credentials, or refuses those that it got. */
    PROXY_REFUSED,
    /** No secure connection could be made: a certificate that is not trusted, or an old TLS. */
    TLS_FAILED,
    /** Something answered that does not speak as Autotask does: a redirect, HTML, a torn page. */
    NOT_AUTOTASK,
    /** Autotask answered with an error of its own. */
    SERVER_ERROR,
    /** The customer's hourly calls are used up. */
    QUOTA,
    /** The calls an hour that this plugin allows itself are used up. */
    SHARE,
    /** Too many calls at once, most often by another integration. */
    THREADS
}
