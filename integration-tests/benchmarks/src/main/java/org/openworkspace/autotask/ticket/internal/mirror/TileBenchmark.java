package org.openworkspace.autotask.ticket.internal.mirror;

import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.tile.internal.TicketTileProvider;
import org.openworkspace.tile.TileModel;
import org.openworkspace.tile.TilePage;
import org.openworkspace.tile.TileRequest;
import org.openworkspace.user.WorkspaceUser;

/** A person's tile out of 500,000 tickets of 100,000 contacts, while refresh follows refresh. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx4g")
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 3, time = 5)
public class TileBenchmark {

    private MirroredWorld world;
    private TicketTileProvider tiles;
    private List<TileRequest> requests;
    private Thread refresher;

    @Setup
    public void load() throws IOException {
        world = new MirroredWorld(100_000, MirroredWorld.large(100_000, 500_000));
        Connection connection = world.connect();
        List<String> people = world.addresses(100_000);
        people.forEach(person -> world.viewOf(connection, person));
        world.pass(Duration.ofSeconds(1));
        tiles = new TicketTileProvider(world, world, world.mirror(), world.settings());
        requests =
                people.subList(1_000, 11_000).stream()
                        .map(
                                p ->
                                        new TileRequest(
                                                Optional.of(connection.id()),
                                                TilePage.FIRST,
                                                user(p)))
                        .toList();
        refresher = new Thread(this::refresh);
        refresher.start();
    }

    private void refresh() {
        while (!Thread.currentThread().isInterrupted()) {
            world.control(
                    "PATCH",
                    "tickets/" + (1 + ThreadLocalRandom.current().nextInt(400_000)),
                    "{\"title\":\"Changed\"}");
            world.pass(Duration.ofMinutes(1));
        }
    }

    @TearDown
    public void end() throws InterruptedException {
        refresher.interrupt();
        refresher.join();
        world.close();
    }

    @Benchmark
    @Threads(1)
    public TileModel tile() {
        return tiles.tile(requests.get(ThreadLocalRandom.current().nextInt(requests.size())));
    }

    private static WorkspaceUser user(String address) {
        return new WorkspaceUser(
                address,
                address,
                address,
                address,
                Locale.ENGLISH,
                ZoneOffset.UTC,
                Set.of(),
                false,
                WorkspaceUser.DEFAULT_ORGANISATION);
    }
}
