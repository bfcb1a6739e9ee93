package org.openworkspace.autotask.ticket.internal.mirror;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
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
import org.openjdk.jmh.annotations.Warmup;
import org.openworkspace.autotask.ticket.internal.http.RestClient;
import org.openworkspace.autotask.ticket.internal.http.RestClient.Answer;
import org.openworkspace.autotask.ticket.internal.json.TicketItem;

/** A page of 500 tickets with all their fields, read as the mirror reads it, and by hand. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 3, time = 3)
public class PageBenchmark {

    private static final Set<String> WANTED = Set.copyOf(TicketSource.TICKET_FIELDS);

    private final JsonFactory factory = new JsonFactory();
    private MirroredWorld world;
    private RestClient client;
    private Answer page;

    @Setup
    public void read() throws IOException {
        world = new MirroredWorld(500, MirroredWorld.large(100, 600));
        client = world.client();
        page = new Answer(world.page("Tickets"), Optional.empty());
    }

    @TearDown
    public void end() {
        world.close();
    }

    @Benchmark
    public Object asTheMirrorDoes() {
        return client.page(page, TicketItem.class, "Tickets");
    }

    /** Takes the same fields with a streaming parser, and makes nothing of them but their sizes. */
    @Benchmark
    public long streaming() throws IOException {
        long read = 0;
        try (JsonParser parser = factory.createParser(page.body())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    JsonToken value = parser.nextToken();
                    if (WANTED.contains(name) && value.isScalarValue()) {
                        read +=
                                value.isNumeric()
                                        ? parser.getLongValue()
                                        : parser.getText().length();
                    }
                }
            }
        }
        return read;
    }
}
