package org.openworkspace.autotask.simulator.internal;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.openworkspace.autotask.simulator.SimulatorOptions;

/** What Autotask limits, and what the simulator counts. Thread-safe. */
final class Limits {

    private static final long HOUR = 3_600_000;

    private final SimulatorOptions options;
    private final Clock clock;
    private final Deque<Long> calls = new ArrayDeque<>();
    private final Map<String, Integer> underWay = new HashMap<>();
    private final Map<String, Integer> peaks = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, Integer> failedLogins = new HashMap<>();
    private int zoneLookups;
    private int others;

    Limits(SimulatorOptions options, Clock clock) {
        this.options = options;
        this.clock = clock;
    }

    /** Begins a call, or refuses it; a call that has begun must be ended. */
    synchronized void begin(String identifier, String endpoint) {
        long now = clock.millis();
        while (!calls.isEmpty() && calls.peekFirst() <= now - HOUR) {
            calls.removeFirst();
        }
        calls.addLast(now);
        counts.merge(endpoint, 1, Integer::sum);
        if (used() > options.callsPerHour()) {
            throw Refusal.application(
                    options.overLimitStatus(),
                    "The API request threshold of %d requests has been exceeded."
                            .formatted(options.callsPerHour()));
        }
        int parallel = underWay.merge(identifier + " " + endpoint, 1, Integer::sum);
        peaks.merge(endpoint, parallel, Math::max);
        if (parallel > options.threads()) {
            end(identifier, endpoint);
            throw Refusal.application(
                    429,
                    "The Autotask API thread threshold of %d threads has been exceeded."
                            .formatted(options.threads()));
        }
    }

    synchronized void end(String identifier, String endpoint) {
        underWay.merge(identifier + " " + endpoint, -1, Integer::sum);
    }

    /** What Autotask adds to each call when much of the hour's calls are used. */
    synchronized long latencyMillis() {
        double share = (double) used() / options.callsPerHour();
        return share < 0.5
                ? 0
                : share < 0.75 ? options.latencyMillis() : 2L * options.latencyMillis();
    }

    synchronized int used() {
        return calls.size() + others;
    }

    /** Lets other integrations have used so many calls. */
    synchronized void others(int used) {
        others = used;
    }

    synchronized void zoneLookup() {
        zoneLookups++;
    }

    synchronized void failedLogin(String user) {
        failedLogins.merge(user, 1, Integer::sum);
    }

    synchronized Map<String, Object> counters() {
        return Map.of(
                "callsByEndpoint", Map.copyOf(counts),
                "peakByEndpoint", Map.copyOf(peaks),
                "callsLastHour", used(),
                "failedLogins", Map.copyOf(failedLogins),
                "zoneLookups", zoneLookups);
    }

    synchronized void reset() {
        calls.clear();
        counts.clear();
        peaks.clear();
        failedLogins.clear();
        zoneLookups = 0;
    }
}
