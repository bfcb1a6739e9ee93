package org.openworkspace.autotask.ticket.internal.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.connection.Secret;

class CallTimesTest {

    private final CallTimes times = new CallTimes();

    @Test
    void tellsOfEachKindOfCallOfTheConnectionAlone() {
        times.called("ours", "Tickets", "OK", Duration.ofMillis(10));
        times.called("ours", "Tickets", "OK", Duration.ofMillis(30));
        times.called("ours", "Tickets", "UNREACHABLE", Duration.ofSeconds(5));
        times.called("theirs", "Contacts", "OK", Duration.ofMillis(7));

        assertThat(times.about(connection("ours")))
                .containsExactly(
                        "calls Tickets OK 2, mean 20 ms, longest 30 ms",
                        "calls Tickets UNREACHABLE 1, mean 5000 ms, longest 5000 ms");
        assertThat(times.about(connection("nobody's"))).isEmpty();
    }

    @Test
    void keepsToABound() {
        for (int login = 0; login < 2000; login++) {
            times.called("login" + login, "Tickets", "OK", Duration.ofMillis(1));
        }

        assertThat(times.about(connection("login999"))).hasSize(1);
        assertThat(times.about(connection("login1000"))).isEmpty();
    }

    private static Connection connection(String key) {
        return new Connection(
                "id",
                "default",
                "Contoso",
                true,
                Optional.of(new Login("api@contoso.example", Secret.of("s"), Secret.of("i"), key)),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Connection.Identity.UPN,
                Map.of());
    }
}
