package org.openworkspace.host.internal;

import java.nio.file.Path;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The host's settings, checked. */
@Component(service = HostSettings.class, configurationPid = HostForm.PID)
@Designate(ocd = HostForm.class)
public final class HostSettings {

    private static final Logger LOG = LoggerFactory.getLogger(HostSettings.class);

    private final boolean demo;
    private final String databaseUrl;
    private final Duration sessionIdle;

    @Activate
    public HostSettings(HostForm form) {
        this(
                form.demo(),
                form.database_url().isBlank()
                        ? "jdbc:h2:file:"
                                + Path.of(form.data_directory())
                                        .toAbsolutePath()
                                        .normalize()
                                        .resolve("workspace")
                        : form.database_url(),
                Duration.ofMinutes(form.session_minutes()));
        if (!demo) {
            LOG.warn(
                    "This host has no sign-in of its own. To try it out with demo people, on this machine"
                            + " alone, set demo=true in the configuration {}.",
                    HostForm.PID);
        }
    }

    HostSettings(boolean demo, String databaseUrl, Duration sessionIdle) {
        this.demo = demo;
        this.databaseUrl = databaseUrl;
        this.sessionIdle = sessionIdle;
    }

    /** Whether anybody on this machine may sign in as one of the demo people. */
    boolean demo() {
        return demo;
    }

    String databaseUrl() {
        return databaseUrl;
    }

    /** How long a session lives that nobody uses. */
    Duration sessionIdle() {
        return sessionIdle;
    }
}
