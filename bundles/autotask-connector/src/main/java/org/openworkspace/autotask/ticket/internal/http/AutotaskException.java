package org.openworkspace.autotask.ticket.internal.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * Autotask could not answer. {@link #kind()} says who can do something about it. The message names
 * the request and never holds a secret, an address, or what Autotask said.
 */
public final class AutotaskException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What went wrong, by remedy. */
    public enum Kind {
        /** The login is refused. */
        NOT_AUTHORIZED,
        /** The login is refused, and Autotask says that it is for the tracking identifier. */
        IDENTIFIER_REFUSED,
        /** No zone is known for the username. */
        NO_ZONE,
        /** A host that may not be called. */
        HOST_NOT_ALLOWED,
        /** The user may not read this. */
        NO_PERMISSION,
        /** The hourly calls are used up. */
        RATE_LIMITED,
        /** Too many calls at once. */
        THREADS_EXCEEDED,
        /** No answer. */
        UNREACHABLE,
        /** The proxy wants credentials, or refuses those that it got. */
        PROXY_REFUSED,
        /** No trust between the two ends: a certificate, or a version of TLS. */
        TLS_FAILED,
        /** An answer that is none of Autotask's. */
        NOT_AUTOTASK,
        /** An error on Autotask's side. */
        SERVER_ERROR;

        /** Whether nothing more may be sent with the login. */
        public boolean refusal() {
            return this == NOT_AUTHORIZED || this == IDENTIFIER_REFUSED;
        }
    }

    private final Kind kind;
    private final long retryAfterSeconds;

    public AutotaskException(Kind kind, String request) {
        this(kind, request, Optional.empty());
    }

    public AutotaskException(Kind kind, String request, Optional<Duration> retryAfter) {
        super(kind + " at " + request);
        this.kind = requireNonNull(kind, "kind");
        this.retryAfterSeconds = retryAfter.map(Duration::toSeconds).orElse(-1L);
    }

    public Kind kind() {
        return kind;
    }

    /** How long Autotask asks to wait; empty if it does not say. */
    public Optional<Duration> retryAfter() {
        return retryAfterSeconds < 0
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(retryAfterSeconds));
    }
}
