package org.openworkspace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A disk that takes nothing more: whoever changes something is told so, and nothing is lost. */
class FullDiskIT {

    private static final String FORM =
            "{\"values\":{\"name\":\"%s\",\"username\":\"api@contoso.example\",\".secret\":\"%s\"}}";
    private static final String SECRET = "Contoso-demo-2026!";
    private static final String AUTOTASK = "/integrations/autotask";

    private static DemoProcess demo;

    @BeforeAll
    static void start() throws IOException {
        demo = DemoProcess.inNewHome();
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @Test
    void isNamedAndLosesNothing() throws IOException, InterruptedException {
        Client admin = new Client(demo.address(), Optional.of("sanne.devries"));
        String id =
                admin.json("POST", AUTOTASK + "/connections", FORM.formatted("Contoso", SECRET))
                        .path("id")
                        .textValue();
        String connection = AUTOTASK + "/connections/" + id;
        String type = admin.json("GET", "/app-types", "").path(0).path("id").textValue();
        String app =
                "{\"type\":\"%s\",\"connectionId\":\"%s\",\"place\":\"EVERYONE\"}"
                        .formatted(type, id);

        assumeTrue(demo.limitFiles("0"), "prlimit is there");
        HttpResponse<String> saved = admin.send("PUT", connection, FORM.formatted("New", "Other!"));
        HttpResponse<String> created =
                admin.send("POST", AUTOTASK + "/connections", FORM.formatted("Second", SECRET));
        List<HttpResponse<String>> others =
                List.of(
                        admin.send("POST", connection + "/enabled", "{\"enabled\":false}"),
                        admin.send("DELETE", connection, "{}"),
                        admin.send("POST", "/apps", app),
                        admin.send("PUT", "/preferences", "{\"language\":\"nl\"}"));
        assertThat(demo.limitFiles("unlimited")).isTrue();

        for (HttpResponse<String> answer : List.of(saved, created)) {
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains("could not be stored");
        }
        for (HttpResponse<String> answer : others) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.body()).contains("STORAGE_FAILED");
        }
        // all of it goes on where it was, without a restart
        admin.json("POST", "/apps", app);
        demo.killAndRestart();
        Client again = new Client(demo.address(), Optional.of("sanne.devries"));
        JsonNode connections = again.json("GET", AUTOTASK, "").path("connections");
        assertThat(connections).hasSize(1);
        assertThat(connections.path(0).path("name").textValue()).isEqualTo("Contoso");
        assertThat(connections.path(0).path("enabled").booleanValue()).isTrue();
        assertThat(again.json("GET", "/apps", "")).hasSize(1);
    }
}
