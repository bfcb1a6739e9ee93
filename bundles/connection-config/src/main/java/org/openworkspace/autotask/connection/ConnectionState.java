package org.openworkspace.autotask.connection;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * How a connection fares; the same in settings, services, shell, health check and metrics.
 *
 * @param kind the state
 * @param cause why; empty when nothing is wrong, and when nothing is known
 * @param zone where its database lives, if that was ever found out
 * @param since when the connection came into this state
 * @param lastSuccess when Autotask last answered it as it should
 */
public record ConnectionState(
        Kind kind,
        Optional<Cause> cause,
        Optional<Zone> zone,
        Instant since,
        Optional<Instant> lastSuccess) {

    /** The states that a connection can be in. */
    public enum Kind {
        /** Nothing has been asked of Autotask yet. */
        NOT_TESTED,
        /** Autotask answers as it should. */
        CONNECTED,
        /** An administrator has to do something; the cause says what. */
        NEEDS_ATTENTION,
        /** Autotask does not answer; it is tried again without anybody's doing. */
        UNREACHABLE,
        /** Autotask asks to wait; it goes on by itself. */
        LIMITED,
        /** Switched off by an administrator. */
        OFF
    }

    public ConnectionState {
        requireNonNull(kind, "kind");
        requireNonNull(cause, "cause");
        requireNonNull(zone, "zone");
        requireNonNull(since, "since");
        requireNonNull(lastSuccess, "lastSuccess");
    }
}
