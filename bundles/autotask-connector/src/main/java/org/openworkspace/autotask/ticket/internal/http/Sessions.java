package org.openworkspace.autotask.ticket.internal.http;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.openworkspace.autotask.connection.AutotaskSettings;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.connection.LoginGuard;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The sessions of all logins, over one HTTP client: whoever has the same login shares one. */
@Component(service = Sessions.class)
public final class Sessions implements AutoCloseable {

    /**
     * How many sessions are kept; the least used goes first, and costs a zone look-up to come back.
     */
    private static final int MOST = 200;

    private final RestClient client;
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

    @Activate
    public Sessions(@Reference AutotaskSettings settings, @Reference LoginGuard guard) {
        this(new RestClient(settings), guard, Clock.systemUTC());
    }

    public Sessions(RestClient client, LoginGuard guard, Clock clock) {
        this.client = client;
        this.guard = guard;
        this.clock = clock;
    }

    public Session of(Login login) {
        synchronized (byLogin) {
            return byLogin.computeIfAbsent(
                    login.key(), key -> new Session(login, client, guard, this::budget));
        }
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
