package org.openworkspace.story;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A demo person's visit to the reference host, over HTTP as the pages do it. */
public final class Visit {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI api;
    private String cookie = "";
    private String token = "";

    /** Signs in. */
    public Visit(URI host, String person) throws IOException, InterruptedException {
        api = host.resolve("/api/");
        until("session", answer -> answer.contains(person));
        send("POST", "session", "{\"person\":\"" + person + "\"}");
    }

    /** Connects the demo's Autotask and gives everybody a tile of it. */
    public void connectAndPlace() throws IOException, InterruptedException {
        String apps = until("app-types", answer -> answer.contains("\"id\""));
        String connection =
                id(
                        send(
                                "POST",
                                "integrations/autotask/connections",
                                "{\"values\":{\"name\":\"Contoso\",\"username\":\"api@contoso.example\","
                                        + "\".secret\":\"Contoso-demo-2026!\"}}"));
        send(
                "POST",
                "apps",
                "{\"type\":\""
                        + id(apps)
                        + "\",\"connectionId\":\""
                        + connection
                        + "\",\"place\":\"EVERYONE\"}");
    }

    /** Waits for a tile that is ready, and returns the workspace as the pages get it. */
    public String workspaceWithReadyTile() throws IOException, InterruptedException {
        return until("workspace", answer -> answer.contains("\"state\":\"READY\""));
    }

    /** Asks for something of the host's, and returns it as the pages get it. */
    public String get(String path) throws IOException, InterruptedException {
        return send("GET", path, "");
    }

    /** Opens the stream of events, as a page does; it stays open until it is closed. */
    public InputStream events() throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(api.resolve("events"))
                                .header("Cookie", cookie)
                                .build(),
                        BodyHandlers.ofInputStream())
                .body();
    }

    private String until(String path, Predicate<String> wanted)
            throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        String answer = "";
        while (System.nanoTime() < giveUp) {
            try {
                answer = send("GET", path, "");
            } catch (IOException e) {
                answer = e.toString();
                Thread.sleep(20);
                continue;
            }
            if (wanted.test(answer)) {
                return answer;
            }
            Thread.sleep(20);
        }
        throw new IOException("waited in vain for " + path + ": " + answer);
    }

    private String send(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(
                        HttpRequest.newBuilder(api.resolve(path))
                                .header("Cookie", cookie)
                                .header("X-CSRF-Token", token)
                                .header("Content-Type", "application/json")
                                .method(method, BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException(method + " " + path + ": " + response.statusCode());
        }
        response.headers().firstValue("Set-Cookie").ifPresent(set -> cookie = set.split(";")[0]);
        Matcher fresh = Pattern.compile("\"csrfToken\":\"([^\"]+)\"").matcher(response.body());
        if (fresh.find()) {
            token = fresh.group(1);
        }
        return response.body();
    }

    private static String id(String json) throws IOException {
        Matcher id = Pattern.compile("\"id\":\"([^\"]+)\"").matcher(json);
        if (!id.find()) {
            throw new IOException("no id in " + json);
        }
        return id.group(1);
    }
}
