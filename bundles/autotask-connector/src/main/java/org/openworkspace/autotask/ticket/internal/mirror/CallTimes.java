package org.openworkspace.autotask.ticket.internal.mirror;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.SupportLines;
import org.openworkspace.autotask.ticket.ActivityListener;
import org.osgi.service.component.annotations.Component;

/** How long calls took since the start, for the support file. */
@Component
public final class CallTimes implements ActivityListener, SupportLines {

    private static final int MOST = 1000;

    private final Map<Call, Times> times = new ConcurrentHashMap<>();

    private record Call(String loginKey, String endpoint, String outcome) {}

    private record Times(long calls, Duration together, Duration longest) {

        Times and(Times more) {
            return new Times(
                    calls + more.calls,
                    together.plus(more.together),
                    longest.compareTo(more.longest) > 0 ? longest : more.longest);
        }
    }

    @Override
    public void called(String loginKey, String endpoint, String outcome, Duration took) {
        Call call = new Call(loginKey, endpoint, outcome);
        if (times.size() < MOST || times.containsKey(call)) {
            times.merge(call, new Times(1, took, took), Times::and);
        }
    }

    @Override
    public void shown(Connection connection, Duration took) {}

    @Override
    public List<String> about(Connection connection) {
        return times.entrySet().stream()
                .filter(
                        entry ->
                                connection
                                        .login()
                                        .filter(l -> l.key().equals(entry.getKey().loginKey()))
                                        .isPresent())
                .sorted(
                        Comparator.comparing(
                                entry -> entry.getKey().endpoint() + entry.getKey().outcome()))
                .map(entry -> line(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static String line(Call call, Times times) {
        return "calls %s %s %d, mean %d ms, longest %d ms"
                .formatted(
                        call.endpoint(),
                        call.outcome(),
                        times.calls(),
                        times.together().dividedBy(times.calls()).toMillis(),
                        times.longest().toMillis());
    }
}
