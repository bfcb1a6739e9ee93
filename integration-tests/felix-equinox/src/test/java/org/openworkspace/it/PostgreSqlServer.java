package org.openworkspace.it;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A PostgreSQL that lives as long as this JVM. Outside the framework, which knows nothing of it.
 */
final class PostgreSqlServer {

    private PostgreSqlServer() {}

    /** Starts one, with an empty database; its JDBC URL. */
    static String start() throws IOException {
        EmbeddedPostgres server = EmbeddedPostgres.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
        return "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
    }

    private static void stop(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
