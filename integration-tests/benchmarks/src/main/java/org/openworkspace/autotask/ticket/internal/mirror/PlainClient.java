package org.openworkspace.autotask.ticket.internal.mirror;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A client as one writes it first: looks up the contact, then asks for its tickets, at each view or
 * once its answer is too old. Once Autotask has stopped it, what it would send is only counted.
 */
final class PlainClient {

    private final MirroredWorld world;
    private final Duration cache;
    private final Map<String, Instant> known = new HashMap<>();
    private final Map<String, Instant> readAt = new HashMap<>();
    private long wanted;
    private Optional<Long> stopped = Optional.empty();

    PlainClient(MirroredWorld world, Duration cache) {
        this.world = world;
        this.cache = cache;
    }

    void view(String address) {
        Instant now = world.instant();
        boolean caching = !cache.isZero();
        if (!caching || known.putIfAbsent(address, now) == null) {
            call(
                    "Contacts",
                    "{\"op\":\"eq\",\"field\":\"emailAddress\",\"value\":\"%s\"}"
                            .formatted(address));
        }
        Instant before = readAt.getOrDefault(address, Instant.EPOCH);
        if (!caching || !now.isBefore(before.plus(cache))) {
            readAt.put(address, now);
            // which contact makes no difference to what is counted
            call("Tickets", "{\"op\":\"eq\",\"field\":\"contactID\",\"value\":1}");
        }
    }

    private void call(String collection, String filter) {
        wanted++;
        if (stopped.isEmpty()
                && world.ask(collection, "{\"Filter\":[" + filter + "]}").statusCode() != 200) {
            stopped = Optional.of(wanted);
        }
    }

    /** Begins to count anew, in an hour in which Autotask answers again. */
    void begin() {
        wanted = 0;
        stopped = Optional.empty();
    }

    long wanted() {
        return wanted;
    }

    /** At which of its calls Autotask refused to answer. */
    Optional<Long> stopped() {
        return stopped;
    }
}
