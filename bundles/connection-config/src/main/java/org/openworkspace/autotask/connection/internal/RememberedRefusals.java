package org.openworkspace.autotask.connection.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.connection.LoginGuard;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refused logins, by their keys, in a small file beside the key file. */
@Component
public final class RememberedRefusals implements LoginGuard {

    static final String NAME = "org.openworkspace.autotask.refused";

    private static final Logger LOG = LoggerFactory.getLogger(RememberedRefusals.class);
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");
    private static final int MOST = 1000;

    private final Path file;
    private final Set<String> refused = new LinkedHashSet<>();
    private final Map<String, Excuse> excused = new HashMap<>();
    private final Clock clock;

    /** What a refusal of a login means until then; once used, the login is paused. */
    private record Excuse(Instant until, boolean used) {}

    @Activate
    public RememberedRefusals(@Reference KeyFile keyFile) {
        this(keyFile, Clock.systemUTC());
    }

    public RememberedRefusals(KeyFile keyFile, Clock clock) {
        this.clock = clock;
        file = keyFile.folder().resolve(NAME);
        try {
            if (Files.exists(file)) {
                Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
                        .filter(line -> KEY.matcher(line).matches())
                        .forEach(refused::add);
            }
        } catch (IOException e) {
            LOG.warn(
                    "{} cannot be read: {}. A login that was refused before may be tried once more.",
                    file,
                    e.toString());
        }
    }

    @Override
    public synchronized boolean isRefused(Login login) {
        return refused.contains(login.key()) || excuse(login).filter(Excuse::used).isPresent();
    }

    @Override
    public synchronized void refused(Login login) {
        Optional<Excuse> excuse = excuse(login).filter(e -> !e.used());
        if (excuse.isPresent()) {
            excused.put(login.key(), new Excuse(excuse.get().until(), true));
        } else if (refused.add(login.key())) {
            if (refused.size() > MOST) {
                refused.remove(refused.iterator().next());
            }
            write();
        }
    }

    @Override
    public synchronized void excuse(Login login, Instant until) {
        excused.putIfAbsent(login.key(), new Excuse(until, false));
    }

    @Override
    public synchronized void retry(Login login) {
        excused.remove(login.key());
        if (refused.remove(login.key())) {
            write();
        }
    }

    private Optional<Excuse> excuse(Login login) {
        excused.values().removeIf(excuse -> !clock.instant().isBefore(excuse.until()));
        return Optional.ofNullable(excused.get(login.key()));
    }

    private void write() {
        try {
            DurableFile.write(
                    file,
                    (String.join("\n", refused) + "\n").getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            LOG.warn(
                    "{} cannot be written: {}. Refused logins are remembered only until a restart.",
                    file,
                    e.toString());
        }
    }
}
