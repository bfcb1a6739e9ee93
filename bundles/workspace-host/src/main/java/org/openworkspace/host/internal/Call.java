package org.openworkspace.host.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import org.openworkspace.host.internal.Refusal.Reason;
import org.openworkspace.user.WorkspaceUser;

/** One request to a route, with what the routes ask of it. */
final class Call {

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Matcher path;
    private final Optional<Session> session;
    private final ObjectReader reader;
    private final Body body;

    Call(
            HttpServletRequest request,
            HttpServletResponse response,
            Matcher path,
            Optional<Session> session,
            ObjectReader reader,
            Body body) {
        this.request = request;
        this.response = response;
        this.path = path;
        this.session = session;
        this.reader = reader;
        this.body = body;
    }

    /** The session that the browser came with. */
    Optional<Session> session() {
        return session;
    }

    /** Hands the browser a new session. */
    void carry(Session begun) {
        SessionCookie.set(request, response, begun);
    }

    /** Who is signed in. */
    WorkspaceUser user() {
        return session.flatMap(Session::user).orElseThrow(() -> new Refusal(Reason.NOT_SIGNED_IN));
    }

    /** What the session prefers; without one, what the browser asks for. */
    Preference preference() {
        return session.map(Session::preference).orElseGet(() -> Preference.of(request));
    }

    Texts texts() {
        return Texts.in(preference().locale());
    }

    /** The part of the path that stands for data, counted from 1. */
    String part(int number) {
        return path.group(number);
    }

    Optional<String> query(String name) {
        return Optional.ofNullable(request.getParameter(name)).filter(value -> !value.isEmpty());
    }

    int query(String name, int otherwise) {
        try {
            return query(name).map(Integer::parseInt).orElse(otherwise);
        } catch (NumberFormatException e) {
            throw new Refusal(Reason.BAD_REQUEST, name + " is not a whole number.");
        }
    }

    /** The body, which has to be a JSON object. */
    JsonNode body() {
        String type = Optional.ofNullable(request.getContentType()).orElse("");
        if (!type.split(";")[0].strip().equalsIgnoreCase("application/json")) {
            throw new Refusal(Reason.NOT_JSON);
        }
        try {
            JsonNode json = reader.readTree(body.content());
            if (!json.isObject()) {
                throw new Refusal(Reason.BAD_REQUEST, "The body is not a JSON object.");
            }
            return json;
        } catch (IOException e) {
            throw new Refusal(Reason.BAD_REQUEST, "The body is not JSON.");
        }
    }

    static Optional<String> text(JsonNode body, String name) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new Refusal(Reason.BAD_REQUEST, name + " is not a text.");
        }
        return Optional.of(value.textValue());
    }

    static Optional<Boolean> flag(JsonNode body, String name) {
        JsonNode value = body.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw new Refusal(Reason.BAD_REQUEST, name + " is not true or false.");
        }
        return Optional.of(value).filter(JsonNode::isBoolean).map(JsonNode::booleanValue);
    }

    /** Who is meant: an object with {@code everyone}, {@code users} and {@code groups}. */
    static Optional<Audience> audience(JsonNode body, String name) {
        JsonNode value = body.path(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        return Optional.of(
                new Audience(
                        flag(value, "everyone").orElse(false),
                        identifiers(value, "users"),
                        identifiers(value, "groups")));
    }

    private static Set<String> identifiers(JsonNode object, String name) {
        Set<String> identifiers = new LinkedHashSet<>();
        for (JsonNode value : object.path(name)) {
            if (!value.isTextual() || value.textValue().length() > 200) {
                throw new Refusal(Reason.BAD_REQUEST, name + " is not a list of identifiers.");
            }
            identifiers.add(value.textValue());
        }
        return identifiers;
    }

    static Map<String, String> texts(JsonNode body, String name) {
        JsonNode object = body.path(name);
        if (!object.isObject()) {
            throw new Refusal(Reason.BAD_REQUEST, name + " is not an object.");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            text(object, field.getKey()).ifPresent(value -> texts.put(field.getKey(), value));
        }
        return texts;
    }
}
