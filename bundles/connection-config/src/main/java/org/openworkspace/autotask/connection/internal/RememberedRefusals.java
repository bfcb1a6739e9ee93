package org.openworkspace.autotask.connection.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
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

    @Activate
    public RememberedRefusals(@Reference KeyFile keyFile) {
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
        return refused.contains(login.key());
    }

    @Override
    public synchronized void refused(Login login) {
        if (refused.add(login.key())) {
            if (refused.size() > MOST) {
                refused.remove(refused.iterator().next());
            }
            write();
        }
    }

    @Override
    public synchronized void retry(Login login) {
        if (refused.remove(login.key())) {
            write();
        }
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
