package org.openworkspace.autotask.simulator;

import static java.util.Objects.requireNonNull;

/**
 * What a simulator is like. What nobody has published of the real one is an option here, so that a
 * client can be tried with either guess.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 for any free one
 * @param world {@code demo}, {@code empty} or {@code large}
 * @param contacts how many contacts a large world has
 * @param tickets how many tickets a large world has
 * @param seed what the world grows from; the same seed grows the same world
 * @param activitySeconds how many seconds lie between two changes, on average; 0 for none
 * @param control whether the control API is served
 * @param threads how many calls may be under way at once for one identifier and entity
 * @param callsPerHour how many calls a database has in a rolling hour
 * @param latencyMillis what is added to each call from half of those calls on; twice from three
 *     quarters on
 * @param overLimitStatus the HTTP status when the calls are used up, which is not published
 * @param lockAfter how many refusals in a row lock a user, which is not published
 * @param distinctRefusals whether refusals tell what is wrong, as seen in 2023, instead of being
 *     all the same, as seen in 2026
 */
public record SimulatorOptions(
        String host,
        int port,
        String world,
        int contacts,
        int tickets,
        long seed,
        int activitySeconds,
        boolean control,
        int threads,
        int callsPerHour,
        int latencyMillis,
        int overLimitStatus,
        int lockAfter,
        boolean distinctRefusals) {

    public SimulatorOptions {
        requireNonNull(host, "host");
        if (!requireNonNull(world, "world").matches("demo|empty|large")) {
            throw new IllegalArgumentException(
                    "There is no world " + world + "; there are demo, empty and large.");
        }
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("A port is 0 to 65535, not " + port + ".");
        }
        if (contacts < 0 || tickets < 0 || activitySeconds < 0) {
            throw new IllegalArgumentException(
                    "Numbers of contacts, tickets and seconds start at 0.");
        }
    }

    /** The demo world with its control API, on this machine alone. */
    public static SimulatorOptions demo(int port) {
        return of("localhost", port, "demo", 0, 0, 1, 0, true);
    }

    /** A world with the limits that Autotask publishes. */
    public static SimulatorOptions of(
            String host,
            int port,
            String world,
            int contacts,
            int tickets,
            long seed,
            int activitySeconds,
            boolean control) {
        return new SimulatorOptions(
                host,
                port,
                world,
                contacts,
                tickets,
                seed,
                activitySeconds,
                control,
                3,
                10_000,
                500,
                429,
                5,
                false);
    }
}
