package org.openworkspace.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;

/** A browser's worth of cookies, and the token that its pages send. */
final class Client {

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final String address;
    private String token;

    Client(String address, Optional<String> person) {
        this.address = address;
        token = json("GET", "/session", "").path("csrfToken").textValue();
        person.ifPresent(
                id ->
                        token =
                                json("POST", "/session", "{\"person\":\"" + id + "\"}")
                                        .path("csrfToken")
                                        .textValue());
    }

    JsonNode json(String method, String path, String body) {
        try {
            HttpResponse<String> answer = send(method, path, body);
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
            return new JsonMapper().readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    int status(String method, String path, String body) {
        return send(method, path, body).statusCode();
    }

    HttpResponse<String> send(String method, String path, String body) {
        return send(method, path, body, Map.of("X-CSRF-Token", token == null ? "" : token));
    }

    int withoutToken(String method, String path) {
        return send(method, path, "{}", Map.of()).statusCode();
    }

    int fromElsewhere(String method, String path) {
        return send(
                        method,
                        path,
                        "{}",
                        Map.of("X-CSRF-Token", token, "Origin", "https://elsewhere.example"))
                .statusCode();
    }

    private HttpResponse<String> send(
            String method, String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address + "/api" + path))
                        .method(
                                method,
                                method.equals("GET")
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body))
                        .header("Content-Type", "application/json");
        headers.forEach(request::header);
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
