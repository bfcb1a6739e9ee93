package org.openworkspace.autotask.ticket.internal.mirror;

import java.time.Clock;
import org.openworkspace.autotask.connection.ConnectionState;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.connection.LoginCheck;
import org.openworkspace.autotask.ticket.internal.http.Sessions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tries logins out for administrators, over the same sessions as the mirror. */
@Component
public final class ZoneLoginCheck implements LoginCheck {

    private final Sessions sessions;
    private final Clock clock = Clock.systemUTC();

    @Activate
    public ZoneLoginCheck(@Reference Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public ConnectionState check(Login login) {
        return LoginTrial.run(sessions.of(login), clock.instant());
    }
}
