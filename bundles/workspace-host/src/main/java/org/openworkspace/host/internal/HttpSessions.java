package org.openworkspace.host.internal;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The sessions of all browsers, in memory: a restart signs everybody out. Thread-safe. */
@Component(service = HttpSessions.class)
public final class HttpSessions {

    private static final int MOST = 10_000;

    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final Duration idle;
    private final Clock clock;

    @Activate
    public HttpSessions(@Reference HostSettings settings) {
        this(settings.sessionIdle(), Clock.systemUTC());
    }

    HttpSessions(Duration idle, Clock clock) {
        this.idle = idle;
        this.clock = clock;
    }

    /** Begins a session under a new identifier. */
    Session begin(Optional<DemoPeople.Person> person, Preference preference) {
        Instant now = clock.instant();
        sessions.values().removeIf(session -> expired(session, now));
        if (sessions.size() >= MOST) {
            sessions.values().stream()
                    .min(Comparator.comparing(Session::usedAt))
                    .ifPresent(this::end);
        }
        Session session = new Session(token(), token(), person, preference, now);
        sessions.put(session.id(), session);
        return session;
    }

    /** Finds a session that lives, and keeps it alive. */
    Optional<Session> find(String id) {
        Instant now = clock.instant();
        Optional<Session> session =
                Optional.ofNullable(sessions.get(id)).filter(s -> !expired(s, now));
        session.ifPresent(s -> s.used(now));
        return session;
    }

    /** Whether a session lives, without keeping it alive. */
    boolean lives(Session session) {
        return sessions.containsKey(session.id()) && !expired(session, clock.instant());
    }

    void end(Session session) {
        sessions.remove(session.id());
    }

    private boolean expired(Session session, Instant now) {
        return session.usedAt().plus(idle).isBefore(now);
    }

    private String token() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
