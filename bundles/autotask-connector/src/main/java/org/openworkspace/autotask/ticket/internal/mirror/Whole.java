package org.openworkspace.autotask.ticket.internal.mirror;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.openworkspace.autotask.ticket.internal.http.Query;

/**
 * Decides when a collection is read whole, and reads it, a page at a time. Asking for parts is like
 * renting: once the rent that was paid, and is due, reaches the price of the whole, the whole is
 * bought. So at most twice the calls are spent that would have been spent with foresight. Not
 * thread-safe.
 */
final class Whole<I, T> {

    /** Below so many calls nobody asks for the price. */
    private static final int CHEAP = 16;

    private static final Duration PRICE_HOLDS = Duration.ofDays(1);

    private final IntSupplier count;
    private final Supplier<Reading<I, T>> all;
    private final int most;
    private int rent;
    private long price = Long.MAX_VALUE;
    private Instant pricedAt = Instant.EPOCH;
    private Optional<Reading<I, T>> reading = Optional.empty();

    /**
     * @param count counts the rows, for one call
     * @param all begins to read them
     * @param most how many rows are held at most
     */
    Whole(IntSupplier count, Supplier<Reading<I, T>> all, int most) {
        this.count = count;
        this.all = all;
        this.most = most;
    }

    /** Notes calls that asked for parts. */
    void paid(int calls) {
        rent += calls;
    }

    /**
     * Whether there is a call to make.
     *
     * @param pending how many calls wait to be made for parts
     */
    boolean due(int pending, Instant now) {
        int spent = rent + pending;
        return reading.isPresent()
                || spent >= CHEAP && (!now.isBefore(pricedAt.plus(PRICE_HOLDS)) || spent >= price);
    }

    /** Makes one call: for the price, or for a page. */
    void step(Instant now) {
        if (reading.isEmpty() && !now.isBefore(pricedAt.plus(PRICE_HOLDS))) {
            int rows = count.getAsInt();
            price = rows > most ? Long.MAX_VALUE : rows / Query.MAX_PAGE + 1;
            pricedAt = now;
            return;
        }
        Reading<I, T> begun = reading.orElseGet(all);
        reading = Optional.of(begun);
        if (!begun.isWhole()) {
            begun.next();
        }
    }

    /** Whether nothing is being read. */
    boolean idle() {
        return reading.isEmpty();
    }

    /** What was read, once it is whole. */
    Optional<Reading<I, T>> read() {
        return reading.filter(Reading::isWhole);
    }

    /** Begins anew: the whole is there, or nothing of it is wanted any more. */
    void clear() {
        rent = 0;
        reading = Optional.empty();
    }

    /** Asks for the price again: the clock was put back. */
    void forgetPrice() {
        pricedAt = Instant.EPOCH;
    }
}
