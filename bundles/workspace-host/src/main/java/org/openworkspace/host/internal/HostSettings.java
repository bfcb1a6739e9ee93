package org.openworkspace.host.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
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
    private final Storage database;
    private final Duration sessionIdle;
    private final Optional<String> metricsToken;

    /** Where the database is, and who we are to it. */
    record Storage(String url, String username, String password) {

        Storage {
            if (url.toLowerCase(Locale.ROOT).contains("password=")) {
                throw new IllegalArgumentException(
                        "database.url holds a password. Move it to .database.password.");
            }
        }

        @Override
        public String toString() {
            return url;
        }
    }

    @Activate
    public HostSettings(HostForm form) {
        this(
                form.demo(),
                new Storage(
                        form.database_url().isBlank()
                                ? "jdbc:h2:file:"
                                        + Path.of(form.data_directory())
                                                .toAbsolutePath()
                                                .normalize()
                                                .resolve("workspace")
                                : form.database_url(),
                        form.database_username(),
                        form._database_password()),
                Duration.ofMinutes(form.session_minutes()),
                Optional.of(form._metrics_token().strip()).filter(token -> !token.isEmpty()));
        if (!demo) {
            LOG.warn(
                    "This host has no sign-in of its own. To try it out with demo people, on this machine"
                            + " alone, set demo=true in the configuration {}.",
                    HostForm.PID);
        }
    }

    HostSettings(
            boolean demo, Storage database, Duration sessionIdle, Optional<String> metricsToken) {
        this.demo = demo;
        this.database = database;
        this.sessionIdle = sessionIdle;
        this.metricsToken = metricsToken;
    }

    /** Whether anybody on this machine may sign in as one of the demo people. */
    boolean demo() {
        return demo;
    }

    Storage database() {
        return database;
    }

    /** How long a session lives that nobody uses. */
    Duration sessionIdle() {
        return sessionIdle;
    }

    /** What whoever reads the meters has to send; empty if nobody may. */
    Optional<String> metricsToken() {
        return metricsToken;
    }
}
