package org.openworkspace.autotask.ticket.internal.mirror;

import static org.openworkspace.benchmarks.Table.kilobytes;
import static org.openworkspace.benchmarks.Table.number;
import static org.openworkspace.benchmarks.Table.row;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.openjdk.jol.info.GraphLayout;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.ticket.TicketView.State;
import org.openworkspace.tile.Watch;

/**
 * Counts the calls that the simulator gets while hours pass in virtual time: of the mirror, and
 * beside it of a {@link PlainClient}.
 */
public final class Calls {

    private static final int MINUTES = 60;
    private static final int SHARE = 500;

    private Calls() {}

    public static void main(String[] arguments) throws IOException {
        row("calls in a simulated hour", "measured", "to hold");
        for (int users : new int[] {100, 1_000, 10_000, 100_000}) {
            for (int views : new int[] {4, 60}) {
                mirror(users, views, SHARE);
                plain("  a client that asks for each view", Duration.ZERO, users, views);
                plain("  with a cache of five minutes", Duration.ofMinutes(5), users, views);
            }
        }
        mirror(100_000, 4, 2 * SHARE);
        for (int used : new int[] {0, 50, 75, 95}) {
            freshness(used);
        }
        coldOpen();
        coldStart(50_000, 10_000);
        coldStart(500_000, 100_000);
    }

    /** Everybody looks at random moments; of the tickets, three in 100,000 change each minute. */
    private static void mirror(int users, int views, int share) throws IOException {
        int tickets = Math.min(5 * users, 100_000);
        try (MirroredWorld world = new MirroredWorld(share, MirroredWorld.large(users, tickets))) {
            Connection connection = world.connect();
            List<String> people = world.addresses(users);
            world.control("DELETE", "counters", "");
            Random random = new Random(1);
            Consumer<String> view = person -> world.viewOf(connection, person);
            hour(world, view, world::pass, people, views, tickets, random);
            int first = world.calls();
            hour(world, view, world::pass, people, views, tickets, random);
            String who = number(users) + " users, " + views + " views an hour, ";
            row("mirror, " + who + "first hour", number(first), number(share));
            row(
                    "mirror, " + who + "second hour",
                    number(world.calls() - first),
                    users < 100_000 ? "90" : "140");
            row("  most calls at once for an endpoint", number(world.peak()), "2");
        }
    }

    private static void hour(
            MirroredWorld world,
            Consumer<String> view,
            Consumer<Duration> pass,
            List<String> people,
            int views,
            int tickets,
            Random random) {
        double looksInTwoSeconds = people.size() * views / 1800.0;
        double due = 0;
        for (int minute = 0; minute < MINUTES; minute++) {
            for (int second = 0; second < MINUTES; second += 2) {
                for (due += looksInTwoSeconds; due >= 1; due--) {
                    view.accept(people.get(random.nextInt(people.size())));
                }
                pass.accept(Duration.ofSeconds(2));
            }
            for (int change = 0; change < tickets * 3 / 100_000 + 1; change++) {
                world.control(
                        "PATCH",
                        "tickets/" + (1 + random.nextInt(Math.max(tickets / 2, 1))),
                        "{\"title\":\"Changed\"}");
            }
        }
    }

    /** The same people, the same moments, the same changes. */
    private static void plain(String what, Duration cache, int users, int views)
            throws IOException {
        int tickets = Math.min(5 * users, 100_000);
        try (MirroredWorld world = new MirroredWorld(SHARE, MirroredWorld.large(users, tickets))) {
            List<String> people = world.addresses(users);
            PlainClient client = new PlainClient(world, cache);
            Random random = new Random(1);
            hour(world, client::view, world::later, people, views, tickets, random);
            client.begin();
            hour(world, client::view, world::later, people, views, tickets, random);
            row(
                    what + ", second hour",
                    number(client.wanted()),
                    client.stopped().map(at -> "stopped at " + number(at)).orElse(""));
        }
    }

    /**
     * How long a person who watches, and looks again every minute, waits for a change, while others
     * use a share of the calls.
     */
    private static void freshness(int percent) throws IOException {
        try (MirroredWorld world = new MirroredWorld(500)) {
            Connection connection = world.connect();
            world.control("PUT", "usage", "{\"calls\":%d}".formatted(percent * 100));
            AtomicBoolean told = new AtomicBoolean();
            long most = 0;
            try (Watch watch = world.watch(connection, "noor.jansen", () -> told.set(true))) {
                world.pass(Duration.ofSeconds(1));
                world.passes(10);
                for (int change = 0; change < 20; change++) {
                    told.set(false);
                    world.control(
                            "PATCH", "tickets/12", "{\"title\":\"Change %d\"}".formatted(change));
                    int seconds = 0;
                    while (!told.get() && seconds < 3600) {
                        if (seconds % 60 == 0) {
                            world.view(connection, "noor.jansen");
                        }
                        world.pass(Duration.ofSeconds(1));
                        seconds++;
                    }
                    most = Math.max(most, seconds);
                    world.later(Duration.ofSeconds(change));
                }
            }
            row(
                    "a change reaches a watching person, others use " + percent + " %, at most",
                    most < 3600 ? most + " s" : "paused",
                    percent == 0 ? "62 s" : "");
        }
    }

    private static void coldOpen() throws IOException {
        try (MirroredWorld world = new MirroredWorld(500, MirroredWorld.large(1_000, 5_000))) {
            Connection connection = world.connect();
            List<String> people = world.addresses(1_000);
            world.pass(Duration.ofSeconds(1)); // the test of the new login is over
            world.control("DELETE", "counters", "");
            people.forEach(person -> world.viewOf(connection, person));
            world.pass(Duration.ofSeconds(1));
            long ready =
                    people.stream()
                            .filter(p -> world.viewOf(connection, p).state() == State.READY)
                            .count();
            row(
                    number(ready) + " users with 5 tickets each open a cold tile at once",
                    number(world.calls()) + " calls",
                    "20");
        }
    }

    /** Everybody has a tile open at the first start. */
    private static void coldStart(int tickets, int contacts) throws IOException {
        try (MirroredWorld world =
                new MirroredWorld(100_000, MirroredWorld.large(contacts, tickets))) {
            Connection connection = world.connect();
            List<String> people = world.addresses(contacts);
            world.pass(Duration.ofSeconds(1));
            world.control("DELETE", "counters", "");
            long before = used();
            long begin = System.nanoTime();
            List<Watch> open = new ArrayList<>();
            people.forEach(person -> open.add(world.watchOf(connection, person)));
            world.pass(Duration.ofSeconds(1));
            double seconds = (System.nanoTime() - begin) / 1e9;
            int calls = world.calls();
            String what = number(tickets) + " tickets, " + number(contacts) + " people, cold: ";
            row(what + "calls", number(calls), "");
            row(what + "at 300 ms a call", "%.0f s".formatted(seconds + calls * 0.3), "");
            Snapshot held = world.snapshot();
            int rows = held.tickets().byId().size();
            row(what + "heap for all of it", kilobytes(used() - before), "204,800 KB");
            row(
                    "  of which a ticket with its indexes",
                    GraphLayout.parseInstance(held.tickets()).totalSize() / rows + " B",
                    "330 B");
            row("  tickets held", number(rows), "");
            open.forEach(Watch::close);
        }
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
