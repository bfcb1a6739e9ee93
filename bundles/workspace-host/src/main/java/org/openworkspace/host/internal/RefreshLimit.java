package org.openworkspace.host.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.openworkspace.user.WorkspaceUser;

/** Lets a person ask for fresh content once in a while, however often they click. Thread-safe. */
final class RefreshLimit {

    static final Duration INTERVAL = Duration.ofSeconds(15);

    private final Map<String, Instant> last = new ConcurrentHashMap<>();
    private final Clock clock;

    RefreshLimit(Clock clock) {
        this.clock = clock;
    }

    /** Whether this person may refresh now; if so, it counts. */
    boolean allows(WorkspaceUser user) {
        Instant now = clock.instant();
        Instant earliest = now.minus(INTERVAL);
        last.values().removeIf(earliest::isAfter);
        return last.putIfAbsent(user.organisation() + "/" + user.id(), now) == null;
    }
}
