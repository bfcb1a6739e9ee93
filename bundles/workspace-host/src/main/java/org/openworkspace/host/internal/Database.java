package org.openworkspace.host.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import org.h2.jdbcx.JdbcConnectionPool;
import org.openworkspace.user.AuditTrail;
import org.openworkspace.user.WorkspaceUser;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the host itself remembers: what people prefer, and who did what. Thread-safe. */
@Component(service = {AuditTrail.class, Database.class})
public final class Database implements AuditTrail, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int VERSION = 1;

    private final JdbcConnectionPool pool;
    private final Clock clock;

    /**
     * Opens the database and brings its tables up to date.
     *
     * @throws IllegalStateException if it cannot be opened; the message says where it is and what
     *     to do
     */
    @Activate
    public Database(@Reference HostSettings settings) {
        this(settings.databaseUrl(), Clock.systemUTC());
    }

    Database(String url, Clock clock) {
        this.clock = clock;
        this.pool = JdbcConnectionPool.create(url, "workspace", "");
        pool.setMaxConnections(8);
        try (Connection connection = pool.getConnection()) {
            bringUpToDate(connection);
        } catch (SQLException e) {
            pool.dispose();
            throw new IllegalStateException(
                    "The database "
                            + url
                            + " cannot be opened: "
                            + e.getMessage()
                            + " Is another host running on it, or is the folder not ours to write?");
        }
    }

    Optional<Preference> preference(WorkspaceUser user) {
        try (Connection connection = pool.getConnection();
                PreparedStatement select =
                        connection.prepareStatement(
                                "select language, theme from preference where organisation = ? and user_id"
                                        + " = ?")) {
            select.setString(1, user.organisation());
            select.setString(2, user.id());
            try (ResultSet found = select.executeQuery()) {
                return found.next()
                        ? Optional.of(new Preference(found.getString(1), found.getString(2)))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("preferences cannot be read", e);
        }
    }

    void prefer(WorkspaceUser user, Preference preference) {
        try (Connection connection = pool.getConnection();
                PreparedStatement merge =
                        connection.prepareStatement(
                                "merge into preference (organisation, user_id, language, theme) key"
                                        + " (organisation, user_id) values (?, ?, ?, ?)")) {
            merge.setString(1, user.organisation());
            merge.setString(2, user.id());
            merge.setString(3, preference.language());
            merge.setString(4, preference.theme());
            merge.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("preferences cannot be stored", e);
        }
    }

    @Override
    public void record(WorkspaceUser actor, String action, String subject, String detail) {
        try (Connection connection = pool.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement(
                                "insert into audit (happened_at, organisation, actor, action, subject, detail)"
                                        + " values (?, ?, ?, ?, ?, ?)")) {
            insert.setTimestamp(1, Timestamp.from(clock.instant()));
            insert.setString(2, actor.organisation());
            insert.setString(3, actor.id());
            insert.setString(4, action);
            insert.setString(5, subject);
            insert.setString(6, detail);
            insert.executeUpdate();
        } catch (SQLException e) {
            LOG.warn("The audit trail lacks an entry, {}: {}", action, e.getMessage());
        }
    }

    @Deactivate
    @Override
    public void close() {
        pool.dispose();
    }

    /**
     * Applies the numbered files that this database has not seen yet, each wholly or not at all.
     */
    private static void bringUpToDate(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table if not exists schema_version (version int primary key)");
            int version = 0;
            try (ResultSet found =
                    statement.executeQuery(
                            "select coalesce(max(version), 0) from schema_version")) {
                if (found.next()) {
                    version = found.getInt(1);
                }
            }
            for (int next = version + 1; next <= VERSION; next++) {
                for (String sql : script(next).split(";")) {
                    if (!sql.isBlank()) {
                        statement.execute(sql);
                    }
                }
                statement.execute("insert into schema_version values (" + next + ")");
                connection.commit();
            }
            connection.commit();
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static String script(int version) {
        try (InputStream script =
                Database.class.getResourceAsStream("schema-" + version + ".sql")) {
            if (script == null) {
                throw new IllegalStateException("schema-" + version + ".sql is missing");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
