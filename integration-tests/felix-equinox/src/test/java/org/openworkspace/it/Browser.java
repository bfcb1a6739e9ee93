package org.openworkspace.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Asks the host what a browser would ask, and keeps the session as a browser would. */
final class Browser {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI host;
    private final List<Answer> answers = new ArrayList<>();
    private String cookie = "";
    private String token = "";

    /** What came back. */
    record Answer(int status, String body, HttpResponse<?> response) {

        JsonNode json() {
            try {
                return body.isEmpty() ? MissingNode.getInstance() : JSON.readTree(body);
            } catch (IOException e) {
                throw new AssertionError(body, e);
            }
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** The code of an error that the host explains. */
        String error() {
            return json().at("/error/code").asText();
        }
    }

    Browser(URI host) {
        this.host = host;
    }

    /** A browser in which somebody has signed in. */
    static Browser of(URI host, String person) {
        Browser browser = new Browser(host);
        browser.signIn(person);
        return browser;
    }

    Answer signIn(String person) {
        get("session");
        return send("POST", "session", Map.of("person", person));
    }

    Answer get(String path) {
        return send(request(path));
    }

    Answer send(String method, String path, Object body) {
        try {
            return send(method, path, JSON.writeValueAsString(body), "application/json");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    Answer send(String method, String path, String body, String type) {
        return send(
                request(path)
                        .method(method, BodyPublishers.ofString(body))
                        .header("Content-Type", type)
                        .header("X-CSRF-Token", token));
    }

    /** A request with this browser's session but without its token. */
    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(host.resolve(path.startsWith("/") ? path : "/api/" + path))
                        .timeout(Duration.ofSeconds(30));
        return cookie.isEmpty() ? request : request.header("Cookie", cookie);
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            Answer answer = new Answer(response.statusCode(), response.body(), response);
            answers.add(answer);
            response.headers()
                    .firstValue("Set-Cookie")
                    .ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
            if (answer.header("Content-Type").startsWith("application/json")) {
                token = answer.json().path("csrfToken").asText(token);
            }
            return answer;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The lines of the events that the host sends from now on, until it ends the stream. */
    Stream<String> events() {
        try {
            HttpResponse<Stream<String>> response =
                    HTTP.send(
                            HttpRequest.newBuilder(host.resolve("/api/events"))
                                    .header("Cookie", cookie)
                                    .timeout(Duration.ofSeconds(30))
                                    .build(),
                            BodyHandlers.ofLines());
            if (response.statusCode() != 200) {
                throw new AssertionError("status " + response.statusCode());
            }
            return response.body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    String token() {
        return token;
    }

    /** Everything that came back so far. */
    List<Answer> answers() {
        return List.copyOf(answers);
    }
}
