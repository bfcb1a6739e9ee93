package org.openworkspace.host.internal;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.openworkspace.host.internal.Refusal.Reason;
import org.openworkspace.host.internal.Route.Access;
import org.openworkspace.host.internal.Route.Answer;
import org.openworkspace.user.WorkspaceUser;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the host's pages ask of it: finds the route, guards it, and draws the answer as JSON. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/api/*")
@HttpWhiteboardServletAsyncSupported
public final class ApiServlet extends HttpServlet {

    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(ApiServlet.class);
    private static final JsonMapper JSON =
            new JsonMapper(
                    new JsonFactoryBuilder()
                            .streamReadConstraints(
                                    StreamReadConstraints.builder().maxNestingDepth(20).build())
                            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                            .build());

    private final transient HttpSessions sessions;
    private final transient Apps apps;
    private final transient LiveTiles liveTiles;
    private final transient List<Route> routes;

    @Activate
    public ApiServlet(
            @Reference HttpSessions sessions,
            @Reference Apps apps,
            @Reference LiveTiles liveTiles,
            @Reference SessionRoutes sessionRoutes,
            @Reference WorkspaceRoutes workspaceRoutes,
            @Reference AppRoutes appRoutes,
            @Reference IntegrationRoutes integrationRoutes,
            @Reference AuditRoutes auditRoutes) {
        this.sessions = sessions;
        this.apps = apps;
        this.liveTiles = liveTiles;
        this.routes =
                Stream.of(
                                sessionRoutes.all(),
                                workspaceRoutes.all(),
                                appRoutes.all(),
                                integrationRoutes.all(),
                                auditRoutes.all())
                        .flatMap(List::stream)
                        .toList();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<Body> body = Body.of(request);
        if (body.isPresent()) {
            Caller.from(request.getRemoteAddr(), () -> handle(request, response, body.get()));
        }
    }

    private void handle(HttpServletRequest request, HttpServletResponse response, Body body)
            throws IOException {
        Optional<Session> session = SessionCookie.session(request, sessions);
        String path = Optional.ofNullable(request.getPathInfo()).orElse("/");
        try {
            body.check();
            if (request.getMethod().equals("GET") && path.equals("/events")) {
                user(Access.SIGNED_IN, session);
                liveTiles.open(session.orElseThrow(), request, response);
            } else {
                write(response, answer(request, response, path, session, body));
            }
        } catch (Refusal e) {
            refuse(request, response, session, e);
        } catch (UncheckedIOException e) {
            // no bug: a full disk, or a database that is away
            LOG.warn("{} {}: {}", request.getMethod(), path, root(e).toString());
            refuse(request, response, session, new Refusal(Reason.STORAGE_FAILED));
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", request.getMethod(), path, e);
            refuse(request, response, session, new Refusal(Reason.FAILED));
        }
    }

    private Answer answer(
            HttpServletRequest request,
            HttpServletResponse response,
            String path,
            Optional<Session> session,
            Body body) {
        Reason reason = Reason.NOT_FOUND;
        for (Route route : routes) {
            Matcher match = route.match(path);
            if (match.matches()) {
                if (route.method().equals(request.getMethod())) {
                    if (!route.method().equals("GET")) {
                        guard(request, session);
                    }
                    user(route.access(), session);
                    return route.handler()
                            .answer(
                                    new Call(
                                            request,
                                            response,
                                            match,
                                            session,
                                            JSON.reader(),
                                            body));
                }
                reason = Reason.NO_SUCH_METHOD;
            }
        }
        throw new Refusal(reason);
    }

    private static Throwable root(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure : root(cause);
    }

    private void user(Access access, Optional<Session> session) {
        if (access == Access.ANYONE) {
            return;
        }
        WorkspaceUser user =
                session.flatMap(Session::user).orElseThrow(() -> new Refusal(Reason.NOT_SIGNED_IN));
        boolean allowed =
                switch (access) {
                    case ANYONE, SIGNED_IN -> true;
                    case MANAGER -> apps.managedBy(user);
                    case ADMINISTRATOR -> user.administrator();
                };
        if (!allowed) {
            throw new Refusal(Reason.NOT_ALLOWED);
        }
    }

    /** Lets a write through only if one of our own pages sent it. */
    private static void guard(HttpServletRequest request, Optional<Session> session) {
        String own = request.getScheme() + "://" + request.getHeader("Host");
        boolean ours =
                Optional.ofNullable(request.getHeader("Origin")).orElse(own).equals(own)
                        && Optional.ofNullable(request.getHeader("Sec-Fetch-Site"))
                                .orElse("same-origin")
                                .equals("same-origin")
                        && session.filter(s -> same(s.csrfToken(), request)).isPresent();
        if (!ours) {
            throw new Refusal(Reason.OTHER_ORIGIN);
        }
    }

    private static boolean same(String token, HttpServletRequest request) {
        String sent = Optional.ofNullable(request.getHeader("X-CSRF-Token")).orElse("");
        return MessageDigest.isEqual(
                token.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
    }

    private static void refuse(
            HttpServletRequest request,
            HttpServletResponse response,
            Optional<Session> session,
            Refusal refusal)
            throws IOException {
        Preference preference =
                session.map(Session::preference).orElseGet(() -> Preference.of(request));
        write(
                response,
                new Answer(
                        refusal.reason().status(),
                        List.of(
                                Map.of(
                                        "error",
                                        Map.of(
                                                "code", refusal.reason().name(),
                                                "message",
                                                        refusal.message(
                                                                Texts.in(preference.locale())))))));
    }

    private static void write(HttpServletResponse response, Answer answer) throws IOException {
        response.setStatus(answer.status());
        response.setHeader("Cache-Control", "no-store");
        for (Object body : answer.body()) {
            boolean image = body instanceof byte[];
            byte[] content = image ? (byte[]) body : JSON.writeValueAsBytes(body);
            response.setContentType(image ? "image/png" : "application/json;charset=utf-8");
            response.setContentLength(content.length);
            response.getOutputStream().write(content);
        }
    }
}
