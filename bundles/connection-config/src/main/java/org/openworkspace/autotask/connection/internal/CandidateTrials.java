package org.openworkspace.autotask.connection.internal;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.ConnectionState;
import org.openworkspace.autotask.connection.ConnectionStates;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.connection.LoginCheck;
import org.osgi.service.cm.Configuration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries out the logins that wait to take over, and lets them as soon as Autotask accepts them. One
 * that Autotask refuses rests until an administrator asks for another try; where Autotask does not
 * answer, it is tried again later. Also reads secrets again that are kept in files.
 */
@Component(service = CandidateTrials.class, immediate = true)
public final class CandidateTrials {

    private static final Logger LOG = LoggerFactory.getLogger(CandidateTrials.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration REREAD = Duration.ofMinutes(1);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(15);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    private final LiveConnections live;
    private final ReportedStates states;
    private final StoredConnections stored;
    private final Clock clock;
    private final ScheduledExecutorService scheduler;
    private final Map<String, Wait> waits = new HashMap<>();
    private Instant readAt;

    /** When a login may be tried next, and how long it waits after that. */
    private record Wait(Instant until, Duration next) {}

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile List<LoginCheck> loginChecks = List.of();

    @Activate
    public CandidateTrials(
            @Reference LiveConnections live,
            @Reference ReportedStates states,
            @Reference StoredConnections stored) {
        this(live, states, stored, Clock.systemUTC());
        scheduler.scheduleWithFixedDelay(
                this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** For tests: the caller ticks. */
    CandidateTrials(
            LiveConnections live, ReportedStates states, StoredConnections stored, Clock clock) {
        this.live = live;
        this.states = states;
        this.stored = stored;
        this.clock = clock;
        this.readAt = clock.instant();
        this.scheduler =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "autotask-candidates");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    @Deactivate
    void stop() {
        scheduler.shutdownNow();
    }

    void tick() {
        try {
            Instant now = clock.instant();
            if (!now.isBefore(readAt.plus(REREAD))) {
                readAt = now;
                stored.tidy();
                live.sources().stream()
                        .filter(ConfiguredConnection::byReference)
                        .forEach(ConfiguredConnection::renew);
            }
            Set<String> waiting = new HashSet<>();
            for (ConfiguredConnection source : live.sources()) {
                Configured configured = source.configured();
                Optional<Login> candidate =
                        configured.candidate().filter(c -> configured.connection().enabled());
                if (candidate.isPresent()) {
                    waiting.add(candidate.get().key());
                    tryOut(candidate.get(), now, configured.connection());
                    if (states.proven(candidate.get())) {
                        letServe(source, configured);
                    }
                }
            }
            waits.keySet().retainAll(waiting);
        } catch (RuntimeException e) {
            // a tick that fails must not be the last one
            LOG.error("A login that waits to take over could not be looked after", e);
        }
    }

    private void tryOut(Login candidate, Instant now, Connection connection) {
        Optional<LoginCheck> check = loginChecks.stream().findFirst();
        Wait wait = waits.getOrDefault(candidate.key(), new Wait(now, FIRST_WAIT));
        if (check.isEmpty()
                || now.isBefore(wait.until())
                || states.proven(candidate)
                || !states.worthKeeping(candidate)) {
            return;
        }
        Duration doubled = wait.next().multipliedBy(2);
        waits.put(
                candidate.key(),
                new Wait(
                        now.plus(wait.next()),
                        doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled));
        ConnectionState state = check.get().check(candidate);
        states.report(candidate.key(), state);
        if (!states.worthKeeping(candidate)) {
            ConnectionStates.Explanation words = states.explain(state, Locale.ENGLISH);
            LOG.warn(
                    "Connection {}: its new login does not take over. {} {}",
                    connection.label(),
                    words.text(),
                    words.nextStep());
        }
    }

    private void letServe(ConfiguredConnection source, Configured configured) {
        try {
            Optional<Configuration> configuration =
                    stored.byPid(configured.pid())
                            .filter(c -> !stored.text(c.getPid(), Keys.CANDIDATE_SECRET).isEmpty());
            if (configuration.isPresent()) {
                stored.promote(configuration.get());
            } else {
                source.renew();
            }
            LOG.info("Connection {}: its new login serves", configured.connection().label());
        } catch (IOException | IllegalStateException e) {
            LOG.warn(
                    "Connection {}: its new login cannot be stored: {}. The one before it goes on.",
                    configured.connection().label(),
                    e.toString());
        }
    }
}
