package org.openworkspace.host.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.openworkspace.host.internal.Refusal.Reason;
import org.openworkspace.host.internal.Workspace.Moment;
import org.openworkspace.host.internal.Workspace.Place;
import org.openworkspace.host.internal.Workspace.Shown;
import org.openworkspace.tile.Watch;
import org.openworkspace.user.WorkspaceUser;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Tells browsers which of their tiles to ask for again. While a stream is open, every tile of that
 * workspace is watched. Thread-safe.
 */
@Component(service = LiveTiles.class)
public final class LiveTiles implements AutoCloseable {

    /** Enough for a row of tabs; a browser that opens more has lost count. */
    static final int MOST_STREAMS = 20;

    private static final int COMPARE_SECONDS = 2;
    private static final int HEARTBEAT_SECONDS = 20;

    private final Set<Viewer> viewers = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "workspace-live");
                        thread.setDaemon(true);
                        return thread;
                    });
    private final Workspace workspace;
    private final HttpSessions sessions;

    @Activate
    public LiveTiles(@Reference Workspace workspace, @Reference HttpSessions sessions) {
        this.workspace = workspace;
        this.sessions = sessions;
        every(COMPARE_SECONDS, this::compare);
        every(HEARTBEAT_SECONDS, this::beat);
    }

    /** Answers a request with a stream that stays open until the browser or the session leaves. */
    void open(Session session, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (viewers.stream().filter(viewer -> viewer.session == session).count() >= MOST_STREAMS) {
            throw new Refusal(Reason.TOO_MANY);
        }
        response.setContentType("text/event-stream;charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        Viewer viewer = new Viewer(session, request);
        viewers.add(viewer);
        viewer.stream.begin();
    }

    /** Ends all streams of a session. */
    void end(Session session) {
        viewers.stream()
                .filter(viewer -> viewer.session == session)
                .forEach(viewer -> viewer.stream.close());
    }

    /** Tells those whose workspace has changed. */
    void compare() {
        Map<String, Moment> moments = new HashMap<>();
        for (Viewer viewer : viewers) {
            WorkspaceUser user = viewer.session.user().orElseThrow();
            viewer.compare(
                    user,
                    moments.computeIfAbsent(
                            user.organisation(), organisation -> workspace.moment(user)));
        }
    }

    @Deactivate
    @Override
    public void close() {
        timer.shutdownNow();
        viewers.forEach(viewer -> viewer.stream.close());
    }

    private void beat() {
        for (Viewer viewer : viewers) {
            if (sessions.lives(viewer.session) && !viewer.stream.broken()) {
                viewer.stream.beat();
            } else {
                viewer.stream.close();
            }
        }
    }

    private void every(int seconds, Runnable task) {
        timer.scheduleWithFixedDelay(task, seconds, seconds, TimeUnit.SECONDS);
    }

    /** One open stream, and the watches on what its person sees. */
    private final class Viewer {

        private final Session session;
        private final EventStream stream;
        private Moment moment;
        private List<Shown> shown;
        private List<Watch> watches;
        private boolean left;

        Viewer(Session session, HttpServletRequest request) throws IOException {
            this.session = session;
            this.stream = new EventStream(request.startAsync(), this::leave);
            WorkspaceUser user = session.user().orElseThrow();
            moment = workspace.moment(user);
            shown = workspace.shown(user);
            watches = watch(user);
        }

        synchronized void compare(WorkspaceUser user, Moment now) {
            if (left || now.equals(moment)) {
                return;
            }
            boolean sameAlive = now.alive().equals(moment.alive());
            List<Shown> next = workspace.shown(user);
            moment = now;
            if (!sameAlive || !next.equals(shown)) {
                watches.forEach(Watch::close);
                shown = next;
                watches = watch(user);
                stream.send("workspace", "{}");
            }
        }

        private List<Watch> watch(WorkspaceUser user) {
            return shown.stream()
                    .flatMap(group -> group.places().stream())
                    .map(place -> watch(place, user))
                    .toList();
        }

        private Watch watch(Place place, WorkspaceUser user) {
            return workspace.watch(
                    place.app(),
                    user,
                    () -> stream.send("tile", "{\"id\":\"" + place.tile().id() + "\"}"));
        }

        private synchronized void leave() {
            left = true;
            viewers.remove(this);
            watches.forEach(Watch::close);
        }
    }
}
