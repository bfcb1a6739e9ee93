package org.openworkspace.autotask.ticket.internal.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openworkspace.autotask.ticket.AutotaskUsage.CustomerUsage;

/**
 * What may be asked of one Autotask database, whoever asks: the calls of an hour are shared by all
 * integrations of a customer, and so are the waits that Autotask imposes. Thread-safe.
 */
public final class Budget {

    /** From this share of the customer's calls on, refreshing slows down. */
    static final double SLOWER = 0.5;

    /** From this share on, only people who ask are served. */
    static final double ON_DEMAND = 0.75;

    /** From this share on, nothing is asked but how much is used. */
    static final double PAUSED = 0.95;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration CALM = Duration.ofMinutes(30);
    private static final Duration TENSE = Duration.ofMinutes(5);
    private static final Duration BACK = Duration.ofMinutes(1);

    private record Call(Instant at, String endpoint) {}

    private final Clock clock;
    private final Deque<Call> calls = new ArrayDeque<>();
    private Optional<CustomerUsage> usage = Optional.empty();
    private Instant askedAt = Instant.EPOCH;
    private Instant notBefore = Instant.EPOCH;
    private boolean troubled;
    private boolean probing;

    Budget(Clock clock) {
        this.clock = clock;
    }

    synchronized void spend(String path) {
        calls.addLast(new Call(clock.instant(), endpoint(path)));
    }

    /** What is asked at a path, such as {@code Tickets}. */
    static String endpoint(String path) {
        return path.split("/", 2)[0];
    }

    /** How many calls we made in the last hour. */
    public synchronized int spent() {
        Instant now = clock.instant();
        // what lies ahead was noted before the clock was put back
        calls.removeIf(
                call -> !call.at().isAfter(now.minus(HOUR)) || call.at().isAfter(now.plus(BACK)));
        return calls.size();
    }

    /** The same, by what was asked. */
    public synchronized Map<String, Integer> spentByEndpoint() {
        spent();
        Map<String, Integer> counts = new TreeMap<>();
        calls.forEach(call -> counts.merge(call.endpoint(), 1, Integer::sum));
        return counts;
    }

    /** What Autotask last said of the customer's calls. */
    public synchronized Optional<CustomerUsage> usage() {
        return usage;
    }

    /**
     * Whether it is time to ask how much is used; a caller that is told so asks, and no other does.
     */
    public synchronized boolean usageDue() {
        Instant now = clock.instant();
        Duration wait = calm() ? CALM : TENSE;
        if (now.isBefore(askedAt.plus(wait)) && !askedAt.isAfter(now.plus(BACK))) {
            return false;
        }
        askedAt = now;
        return true;
    }

    /** Notes what Autotask said. */
    public synchronized void read(int used, int limit) {
        usage = Optional.of(new CustomerUsage(used, Math.max(limit, 1), clock.instant()));
    }

    /** Whether nothing may be asked but how much is used. */
    public synchronized boolean paused() {
        return share() >= PAUSED;
    }

    /** Whether only people who ask are served. */
    public synchronized boolean onDemand() {
        return share() >= ON_DEMAND;
    }

    /** Whether less than half of the customer's calls is used. */
    public synchronized boolean calm() {
        return share() < SLOWER;
    }

    /** How long to wait between two refreshes: longer, the more the customer's calls are used. */
    public synchronized Duration stretched(Duration refresh) {
        double over = Math.min(share(), ON_DEMAND) - SLOWER;
        return over <= 0
                ? refresh
                : Duration.ofMillis((long) (refresh.toMillis() * (1 + 6 * over)));
    }

    /**
     * How long newcomers wait for others to come, so that one question serves them all: not at all
     * while there are calls enough, longer the more of our own share is spent.
     *
     * @param share how many calls an hour are ours
     */
    public synchronized Duration gather(int share) {
        int tenths = 10 * spent() / share;
        return tenths < 2
                ? Duration.ZERO
                : Duration.ofSeconds(tenths < 4 ? 2 : tenths < 6 ? 10 : 60);
    }

    /** Whether Autotask asked to wait, and the wait is not over. */
    public synchronized boolean waiting() {
        Instant now = clock.instant();
        return now.isBefore(notBefore) && notBefore.isBefore(now.plus(HOUR));
    }

    /**
     * Lets a caller begin; after a wait one alone, until it comes back with an answer. Who was let
     * in says how it ended: {@link #answered} or {@link #pause}, then {@link #left}.
     */
    public synchronized boolean enter() {
        if (waiting() || probing) {
            return false;
        }
        probing = troubled;
        return true;
    }

    /** Notes that Autotask answers again. */
    public synchronized void answered() {
        troubled = false;
    }

    /** Lets the next one in. */
    public synchronized void left() {
        probing = false;
    }

    /** Stops all calls of this database for a while. */
    public synchronized void pause(Duration wait) {
        troubled = true;
        notBefore = clock.instant().plus(wait);
    }

    private double share() {
        return usage.map(u -> (double) u.calls() / u.limit()).orElse(0.0);
    }
}
