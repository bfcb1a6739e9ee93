package org.openworkspace.host.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RoutesTest {

    /** From there, the tests of who may ask take what they have to ask. */
    @Test
    void theReadmeNamesEveryRoute() throws IOException {
        List<String> routes =
                Stream.of(
                                new SessionRoutes(null, null, null, null, null).all(),
                                new WorkspaceRoutes(null, null, null, null, null).all(),
                                new AppRoutes(null, null, null, null, null, null).all(),
                                new IntegrationRoutes(null, null, null, null).all(),
                                new AuditRoutes(null, null, null).all())
                        .flatMap(List::stream)
                        .map(
                                route ->
                                        "| `%s %s` | %s |"
                                                .formatted(
                                                        route.method(),
                                                        route.path()
                                                                .pattern()
                                                                .replace("([^/]{1,300})", "{}"),
                                                        route.access()
                                                                .name()
                                                                .toLowerCase(Locale.ROOT)
                                                                .replace('_', ' ')))
                        .toList();

        assertThat(
                        Files.readAllLines(Path.of("README.md")).stream()
                                .filter(line -> line.matches("\\| `[A-Z]+ /.*")))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(routes.stream(), Stream.of("| `GET /events` | signed in |"))
                                .toList());
    }
}
