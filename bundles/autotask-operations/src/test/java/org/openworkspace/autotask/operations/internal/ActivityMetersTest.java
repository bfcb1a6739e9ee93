package org.openworkspace.autotask.operations.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.Connections;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.connection.Secret;
import org.openworkspace.tile.Watch;

class ActivityMetersTest implements Connections {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final List<Connection> all = new CopyOnWriteArrayList<>();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final ActivityMeters meters = new ActivityMeters(registry, this);

    @Test
    void countsACallForEachConnectionThatHasTheLogin() {
        exist(connection("1", "One", "same"), connection("2", "Two", "same"));
        meters.called("same", "Tickets", "OK", SECOND);
        meters.called("same", "Tickets", "UNREACHABLE", SECOND);
        meters.called("that of a form", "Version", "OK", SECOND);

        assertThat(registry.find("autotask.calls").timers()).hasSize(4);
        assertThat(
                        registry.get("autotask.calls")
                                .tags("connection", "Two", "endpoint", "Tickets", "outcome", "OK")
                                .timer()
                                .count())
                .isEqualTo(1);
    }

    @Test
    void namesAConnectionThatIsCalledAfterItsUserByItsIdentifier() {
        Connection connection = connection("7", "api@contoso.example", "login");
        exist(connection);
        meters.shown(connection, SECOND);

        assertThat(tag("connection")).containsExactly("7");
    }

    @Test
    void followsAConnectionThatGetsAnotherName() {
        exist(connection("1", "Before", "login"));
        meters.called("login", "Tickets", "OK", SECOND);
        exist(connection("1", "After", "login"));
        meters.called("login", "Tickets", "OK", SECOND);

        assertThat(tag("connection")).containsExactly("After");
    }

    @Test
    void dropsWhatADeletedConnectionHad() {
        Connection connection = connection("1", "One", "login");
        exist(connection);
        meters.called("login", "Tickets", "OK", SECOND);
        meters.shown(connection, SECOND);
        exist();
        meters.shown(connection, SECOND);

        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void leavesNothingBehindHoweverLateACallEnds() {
        Connection connection = connection("1", "One", "login");
        exist(connection);
        meters.shown(connection, SECOND);
        meters.stop();
        meters.called("login", "Tickets", "OK", SECOND);
        meters.shown(connection, SECOND);

        assertThat(registry.getMeters()).isEmpty();
        assertThat(watchers).isEmpty();
    }

    private List<String> tag(String name) {
        return registry.getMeters().stream()
                .map(Meter::getId)
                .map(id -> String.valueOf(id.getTag(name)))
                .distinct()
                .toList();
    }

    private void exist(Connection... connections) {
        all.clear();
        all.addAll(List.of(connections));
        watchers.forEach(Runnable::run);
    }

    private static Connection connection(String id, String name, String loginKey) {
        return new Connection(
                id,
                "default",
                name,
                true,
                Optional.of(new Login("user", Secret.of("secret"), Secret.of("vendor"), loginKey)),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Connection.Identity.UPN,
                Map.of());
    }

    @Override
    public List<Connection> all() {
        return all;
    }

    @Override
    public Optional<Connection> find(String organisation, String id) {
        return all.stream().filter(connection -> connection.id().equals(id)).findFirst();
    }

    @Override
    public Watch watch(Runnable changed) {
        watchers.add(changed);
        return () -> watchers.remove(changed);
    }
}
