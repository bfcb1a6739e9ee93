package org.openworkspace.autotask.connection.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.connection.LoginGuard;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refused logins in a small file beside the key file: a line each with the login's key and, if it
 * rests, until when.
 */
@Component(service = {LoginGuard.class, RememberedRefusals.class})
public final class RememberedRefusals implements LoginGuard {

    static final String NAME = "org.openworkspace.autotask.refused";

    private static final Logger LOG = LoggerFactory.getLogger(RememberedRefusals.class);
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})(?: (\\d{1,12}))?");
    private static final int MOST = 1000;

    /** After so many tries that were refused within such a time, no other secret is tried. */
    private static final int TRIES = 3;

    private static final Duration SPELL = Duration.ofMinutes(15);

    private final Path file;

    /** Until when each rests, in whole seconds of the epoch. */
    private final Map<String, Long> refused = new LinkedHashMap<>();

    /** Until when each is going to rest that is being tried because somebody asked. */
    private final Map<String, Long> asked = new HashMap<>();

    private final Map<String, Excuse> excused = new HashMap<>();
    private final Clock clock;

    /** When a username was refused lately that somebody had asked to try; only in memory. */
    private final Map<String, List<Instant>> lately = new HashMap<>();

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
                        .map(LINE::matcher)
                        .filter(Matcher::matches)
                        .forEach(
                                line ->
                                        refused.put(
                                                line.group(1),
                                                Long.valueOf(
                                                        Objects.requireNonNullElse(
                                                                line.group(2), "0"))));
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
        return refused.containsKey(login.key()) || excuse(login).filter(Excuse::used).isPresent();
    }

    @Override
    public synchronized void refused(Login login) {
        Optional<Excuse> excuse = excuse(login).filter(e -> !e.used());
        if (excuse.isPresent()) {
            excused.put(login.key(), new Excuse(excuse.get().until(), true));
        } else if (refused.putIfAbsent(login.key(), asked.getOrDefault(login.key(), 0L)) == null) {
            if (asked.remove(login.key()) != null) {
                lately.computeIfAbsent(user(login), user -> new ArrayList<>()).add(clock.instant());
            }
            if (refused.size() > MOST) {
                refused.remove(refused.keySet().iterator().next());
            }
            write();
        }
    }

    @Override
    public synchronized void excuse(Login login, Instant until) {
        excused.putIfAbsent(login.key(), new Excuse(until, false));
    }

    /**
     * Lets a login be tried, also one that was refused, because somebody asks for it. If it is
     * refused now, it rests until then, whoever asks: refusals in a row lock an API user, however
     * many of them were meant.
     *
     * @return until when it rests, if it may not be tried; empty if it may
     */
    synchronized Optional<Instant> ask(Login login, Instant until) {
        Optional<Instant> rests = rests(login);
        if (rests.isEmpty()) {
            asked.values().removeIf(rest -> !clock.instant().isBefore(Instant.ofEpochSecond(rest)));
            asked.put(login.key(), until.getEpochSecond());
            retry(login);
        }
        return rests;
    }

    /** Until when a refused login is not tried again; empty if it may be. */
    synchronized Optional<Instant> rests(Login login) {
        return Optional.ofNullable(refused.get(login.key()))
                .map(Instant::ofEpochSecond)
                .filter(until -> clock.instant().isBefore(until));
    }

    /**
     * Until when nothing more is tried with a username, because one secret after another was
     * refused; empty if it may be. How many lock an API user is not published.
     */
    synchronized Optional<Instant> heldBack(Login login) {
        Instant since = clock.instant().minus(SPELL);
        lately.values().forEach(times -> times.removeIf(at -> !at.isAfter(since)));
        lately.values().removeIf(List::isEmpty);
        return Optional.ofNullable(lately.get(user(login)))
                .filter(times -> times.size() >= TRIES)
                .map(times -> times.get(times.size() - TRIES).plus(SPELL));
    }

    private static String user(Login login) {
        return login.username().toLowerCase(Locale.ROOT);
    }

    /** The file, if there is one. */
    Optional<Path> file() {
        return Optional.of(file).filter(Files::exists);
    }

    /** Forgets every refusal; they are off the disk on return. */
    synchronized void forgetAll() throws IOException {
        DurableFile.delete(file);
        refused.clear();
        lately.clear();
    }

    @Override
    public synchronized void retry(Login login) {
        excused.remove(login.key());
        if (refused.remove(login.key()) != null) {
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
                    refused.entrySet().stream()
                            .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
                            .collect(Collectors.joining())
                            .getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            LOG.warn(
                    "{} cannot be written: {}. Refused logins are remembered only until a restart.",
                    file,
                    e.toString());
        }
    }
}
