package org.openworkspace.host.internal;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** How a browser carries its session: out of reach of scripts and of other sites. */
final class SessionCookie {

    private static final String NAME = "workspace-session";

    private SessionCookie() {}

    static Optional<Session> session(HttpServletRequest request, HttpSessions sessions) {
        return Optional.ofNullable(request.getCookies())
                .map(Arrays::stream)
                .orElseGet(Stream::of)
                .filter(cookie -> cookie.getName().equals(NAME))
                .map(Cookie::getValue)
                .flatMap(id -> sessions.find(id).stream())
                .findFirst();
    }

    static void set(HttpServletRequest request, HttpServletResponse response, Session session) {
        response.setHeader(
                "Set-Cookie",
                NAME
                        + "="
                        + session.id()
                        + "; Path=/; HttpOnly; SameSite=Strict"
                        + (request.isSecure() ? "; Secure" : ""));
    }
}
