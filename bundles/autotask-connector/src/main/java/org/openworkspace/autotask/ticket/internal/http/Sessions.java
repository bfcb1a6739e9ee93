package org.openworkspace.autotask.ticket.internal.http;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.openworkspace.autotask.connection.AutotaskSettings;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.connection.LoginGuard;
import org.openworkspace.autotask.ticket.ActivityListener;
import org.openworkspace.autotask.ticket.AutotaskUsage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The sessions of all logins, over one HTTP client: whoever has the same login shares one. */
@Component(service = {Sessions.class, AutotaskUsage.class})
public final class Sessions implements AutotaskUsage, AutoCloseable {

    /**
     * How many sessions are kept; the least used goes first, and costs a zone look-up to come back.
     */
    private static final int MOST = 200;

    private final RestClient client;
    private final AutotaskSettings settings;
    private final LoginGuard guard;
    private final Clock clock;
    private final Map<String, Budget> budgets = new ConcurrentHashMap<>();
    private final Map<String, Session> byLogin =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
                    return size() > MOST;
                }
            };

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<ActivityListener> listeners = List.of();

    @Activate
    public Sessions(@Reference AutotaskSettings settings, @Reference LoginGuard guard) {
        this(new RestClient(settings), settings, guard, Clock.systemUTC());
    }

    public Sessions(RestClient client, AutotaskSettings settings, LoginGuard guard, Clock clock) {
        this.client = client;
        this.settings = settings;
        this.guard = guard;
        this.clock = clock;
    }

    public Session of(Login login) {
        synchronized (byLogin) {
            return byLogin.computeIfAbsent(
                    login.key(),
                    key -> new Session(login, client, guard, this::budget, this::called));
        }
    }

    @Override
    public Optional<Usage> of(Connection connection) {
        return connection
                .login()
                .map(login -> of(login).budget())
                .map(
                        budget ->
                                new Usage(
                                        budget.spent(),
                                        settings.callsPerHour(),
                                        budget.spentByEndpoint(),
                                        budget.usage()));
    }

    private void called(Login login, String endpoint, String outcome, Duration took) {
        listeners.forEach(listener -> listener.called(login.key(), endpoint, outcome, took));
    }

    /** Ends the calls that are under way, as if Autotask had hung up. */
    public void cancel() {
        client.cancel();
    }

    private Budget budget(String database) {
        return budgets.computeIfAbsent(database, key -> new Budget(clock));
    }

    @Deactivate
    @Override
    public void close() {
        client.close();
    }
}
