package org.openworkspace.host.internal;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.openworkspace.host.internal.HostSettings.Storage;

/** The databases that the host runs on, each time a new and empty one. */
enum TestDatabases {
    H2 {
        @Override
        Storage create(Path folder) {
            return h2(folder);
        }
    },
    POSTGRESQL {
        private final AtomicInteger number = new AtomicInteger();

        @Override
        Storage create(Path folder) throws SQLException {
            EmbeddedPostgres server = Server.running();
            String name = "workspace" + number.incrementAndGet();
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + name);
            }
            return new Storage(
                    "jdbc:postgresql://localhost:" + server.getPort() + "/" + name,
                    "postgres",
                    "postgres");
        }
    };

    /** The database of this folder, which may be there already. */
    static Storage h2(Path folder) {
        return new Storage("jdbc:h2:file:" + folder.resolve("workspace"), "workspace", "");
    }

    abstract Storage create(Path folder) throws SQLException;

    /** One for all tests of this JVM. */
    private static final class Server {

        private static EmbeddedPostgres server;

        static synchronized EmbeddedPostgres running() {
            if (server == null) {
                try {
                    server = EmbeddedPostgres.start();
                } catch (IOException | IllegalStateException e) {
                    Assumptions.abort("PostgreSQL cannot be started here, skipped: " + e);
                }
                Runtime.getRuntime().addShutdownHook(new Thread(Server::stop));
            }
            return server;
        }

        private static void stop() {
            try {
                server.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
