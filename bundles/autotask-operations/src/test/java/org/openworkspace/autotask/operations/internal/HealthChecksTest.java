package org.openworkspace.autotask.operations.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.apache.felix.hc.api.ResultLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openworkspace.autotask.connection.Cause;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.ConnectionState;
import org.openworkspace.autotask.connection.ConnectionState.Kind;
import org.openworkspace.autotask.connection.ConnectionStates;
import org.openworkspace.autotask.connection.Connections;
import org.openworkspace.autotask.ticket.AutotaskUsage;
import org.openworkspace.tile.Watch;

class HealthChecksTest {

    private static final Connections TWO =
            new Connections() {
                @Override
                public List<Connection> all() {
                    return List.of(connection("Fabrikam"), connection("Contoso"));
                }

                @Override
                public Optional<Connection> find(String organisation, String id) {
                    return all().stream().filter(c -> c.id().equals(id)).findFirst();
                }

                @Override
                public Watch watch(Runnable changed) {
                    return () -> {};
                }
            };

    @ParameterizedTest
    @CsvSource({
        "NOT_TESTED, OK",
        "CONNECTED, OK",
        "OFF, OK",
        "NEEDS_ATTENTION, WARN",
        "LIMITED, TEMPORARILY_UNAVAILABLE",
        "UNREACHABLE, CRITICAL"
    })
    void putsEachStateInOneLine(Kind kind, Status status) {
        Result result = new ConnectionsCheck(TWO, fabrikamIs(kind)).execute();

        assertThat(result.getStatus()).isEqualTo(status);
        assertThat(result)
                .extracting(ResultLog.Entry::getMessage)
                .containsExactly(
                        "Contoso: CONNECTED. what is wrong what to do",
                        "Fabrikam: " + kind + ". what is wrong what to do");
    }

    @ParameterizedTest
    @CsvSource({
        "499, 4999, OK",
        "499, 5000, WARN",
        "500, 0, TEMPORARILY_UNAVAILABLE",
        "500, 9999, TEMPORARILY_UNAVAILABLE"
    })
    void warnsFromHalfOfTheCallsOn(int ours, int all, Status status) {
        AutotaskUsage usage =
                connection ->
                        Optional.of(
                                new AutotaskUsage.Usage(
                                        ours,
                                        500,
                                        Map.of(),
                                        Optional.of(
                                                new AutotaskUsage.CustomerUsage(
                                                        all, 10_000, Instant.EPOCH))));

        Result result = new QuotaCheck(TWO, usage).execute();

        assertThat(result.getStatus()).isEqualTo(status);
        assertThat(result)
                .extracting(ResultLog.Entry::getMessage)
                .hasSize(2)
                .allMatch(line -> line.contains(all + " of 10000"));
    }

    @Test
    void countsOurCallsBeforeAutotaskToldOfOthers() {
        AutotaskUsage usage =
                connection ->
                        Optional.of(new AutotaskUsage.Usage(7, 500, Map.of(), Optional.empty()));

        Result result = new QuotaCheck(TWO, usage).execute();

        assertThat(result.getStatus()).isEqualTo(Status.OK);
        assertThat(result)
                .extracting(ResultLog.Entry::getMessage)
                .allMatch(line -> line.endsWith("7 of our 500 calls in the last hour."));
    }

    private static ConnectionStates fabrikamIs(Kind kind) {
        return new ConnectionStates() {
            @Override
            public ConnectionState of(Connection connection) {
                return new ConnectionState(
                        connection.name().equals("Fabrikam") ? kind : Kind.CONNECTED,
                        Optional.empty(),
                        Optional.empty(),
                        Instant.EPOCH,
                        Optional.empty());
            }

            @Override
            public void report(String loginKey, ConnectionState state) {
                throw new AssertionError("a health check reports nothing");
            }

            @Override
            public Explanation explain(ConnectionState state, Locale locale) {
                return new Explanation(state.kind().name(), "what is wrong", "what to do");
            }
        };
    }

    private static Connection connection(String name) {
        return new Connection(
                name,
                "default",
                name,
                true,
                Optional.empty(),
                Optional.of(Cause.SECRET_MISSING),
                Optional.empty(),
                Set.of(),
                Connection.Identity.UPN,
                Map.of());
    }
}
