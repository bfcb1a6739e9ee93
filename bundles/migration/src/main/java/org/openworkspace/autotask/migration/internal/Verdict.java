package org.openworkspace.autotask.migration.internal;

/** What Autotask said of a login with the vendor's identifier. */
enum Verdict {
    /** The user hangs on it. */
    ACCEPTED,
    /** The user hangs on another one, or does not work at all. */
    REFUSED
}
