package org.openworkspace.autotask.ticket.internal.mirror;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.openworkspace.autotask.connection.Cause;
import org.openworkspace.autotask.connection.ConnectionState;
import org.openworkspace.autotask.connection.ConnectionState.Kind;
import org.openworkspace.autotask.ticket.internal.http.AutotaskException;
import org.openworkspace.autotask.ticket.internal.http.Query;
import org.openworkspace.autotask.ticket.internal.http.Session;

/** Tries a login out, and puts what Autotask answers into the words of a connection's state. */
final class LoginTrial {

    private LoginTrial() {}

    /** Zone, Version, one contact, one ticket; never throws for what Autotask does. */
    static ConnectionState run(Session session, Instant now) {
        try {
            session.read(session.get("Version"), Object.class, "Version");
        } catch (AutotaskException e) {
            return failed(e, session, now, Cause.LOGIN_REFUSED);
        }
        try {
            rows(session, "Contacts");
        } catch (AutotaskException e) {
            return failed(e, session, now, Cause.CONTACTS_NOT_READABLE);
        }
        try {
            return rows(session, "Tickets") > 0
                    ? connected(session, now)
                    : state(Kind.NEEDS_ATTENTION, Cause.NO_TICKETS, session, now);
        } catch (AutotaskException e) {
            return failed(e, session, now, Cause.TICKETS_NOT_READABLE);
        }
    }

    static ConnectionState connected(Session session, Instant now) {
        return new ConnectionState(
                Kind.CONNECTED, Optional.empty(), session.zone(), now, Optional.of(now));
    }

    /**
     * What a failure means for a connection.
     *
     * @param unreadable what it means that something may not be read
     */
    static ConnectionState failed(
            AutotaskException failure, Session session, Instant now, Cause unreadable) {
        return switch (failure.kind()) {
            case NOT_AUTHORIZED -> state(Kind.NEEDS_ATTENTION, Cause.LOGIN_REFUSED, session, now);
            case IDENTIFIER_REFUSED ->
                    state(Kind.NEEDS_ATTENTION, Cause.IDENTIFIER_REFUSED, session, now);
            case NO_ZONE -> state(Kind.NEEDS_ATTENTION, Cause.USERNAME_UNKNOWN, session, now);
            case HOST_NOT_ALLOWED ->
                    state(Kind.NEEDS_ATTENTION, Cause.HOST_NOT_ALLOWED, session, now);
            case NO_PERMISSION -> state(Kind.NEEDS_ATTENTION, unreadable, session, now);
            case RATE_LIMITED -> state(Kind.LIMITED, Cause.QUOTA, session, now);
            case THREADS_EXCEEDED -> state(Kind.LIMITED, Cause.THREADS, session, now);
            case UNREACHABLE -> state(Kind.UNREACHABLE, Cause.NO_NETWORK, session, now);
            case PROXY_REFUSED -> state(Kind.UNREACHABLE, Cause.PROXY_REFUSED, session, now);
            case TLS_FAILED -> state(Kind.UNREACHABLE, Cause.TLS_FAILED, session, now);
            case NOT_AUTOTASK -> state(Kind.UNREACHABLE, Cause.NOT_AUTOTASK, session, now);
            case SERVER_ERROR -> state(Kind.UNREACHABLE, Cause.SERVER_ERROR, session, now);
        };
    }

    /** Our own share of the hour's calls is used up. */
    static ConnectionState shareUsed(Session session, Instant now) {
        return state(Kind.LIMITED, Cause.SHARE, session, now);
    }

    private static ConnectionState state(Kind kind, Cause cause, Session session, Instant now) {
        return new ConnectionState(kind, Optional.of(cause), session.zone(), now, Optional.empty());
    }

    private static int rows(Session session, String collection) {
        Query one = new Query(1, List.of("id"), List.of(Query.atLeast("id", 0)));
        return session.rows(collection, one, Object.class).size();
    }
}
