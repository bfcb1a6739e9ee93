package org.openworkspace.host.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.openworkspace.user.AuditTrail;
import org.openworkspace.user.WorkspaceUser;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the host remembers things, in H2 or PostgreSQL: opens it, brings its tables up to date, and
 * runs what others do with them. Keeps what people prefer and who did what. Thread-safe.
 */
@Component(service = {AuditTrail.class, Database.class})
public final class Database implements AuditTrail, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int MOST_ENTRIES = 500;

    private final HikariDataSource pool;
    private final Clock clock;

    /** Something that is done wholly or not at all. */
    interface Work<T> {
        T in(Sql sql) throws SQLException;
    }

    /**
     * Opens the database and brings its tables up to date.
     *
     * @throws IllegalStateException if it cannot be opened; the message says where it is and what
     *     to do
     */
    @Activate
    public Database(@Reference HostSettings settings) {
        this(settings.database(), Clock.systemUTC());
    }

    Database(HostSettings.Storage storage, Clock clock) {
        this.clock = clock;
        HikariConfig config = new HikariConfig();
        DataSource source = source(storage);
        config.setDataSource(source);
        if (source instanceof JdbcDataSource) {
            // or H2 keeps what was committed in memory for up to half a second
            config.setConnectionInitSql("set write_delay 0");
        }
        config.setPoolName("workspace-database");
        config.setAutoCommit(false);
        config.setMaximumPoolSize(8);
        try {
            this.pool = new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException e) {
            throw cannotOpen(storage, e);
        }
        try {
            Schema.bringUpToDate(pool);
            transaction(Database::refuseLater);
        } catch (IllegalStateException | UncheckedIOException e) {
            pool.close();
            throw cannotOpen(storage, e);
        }
    }

    private static IllegalStateException cannotOpen(
            HostSettings.Storage storage, RuntimeException failure) {
        Throwable cause = Optional.ofNullable(failure.getCause()).orElse(failure);
        return new IllegalStateException(
                "The database "
                        + storage.url()
                        + " cannot be opened: "
                        + cause.getMessage()
                        + ". Is another host running on it, is the folder not ours to write, or is"
                        + " the username or password of the database wrong?",
                cause);
    }

    /**
     * Runs work on one connection and commits it, or undoes all of it. When another transaction was
     * in its way, it is run once more.
     *
     * @throws UncheckedIOException if the database is away, or cannot write; nothing was changed
     * @throws IllegalStateException if a statement is wrong
     */
    <T> T transaction(Work<T> work) {
        try {
            return once(work);
        } catch (SQLException e) {
            if (!inTheWay(e)) {
                throw failed(e);
            }
        }
        try {
            return once(work);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    Optional<Preference> preference(WorkspaceUser user) {
        return transaction(
                sql ->
                        sql.find(
                                row -> new Preference(row.getString(1), row.getString(2)),
                                "select language, theme from preference where organisation = ? and"
                                        + " user_id = ?",
                                user.organisation(),
                                user.id()));
    }

    void prefer(WorkspaceUser user, Preference preference) {
        transaction(
                sql -> {
                    sql.updateOrInsert(
                            "update preference set language = ?, theme = ? where organisation = ?"
                                    + " and user_id = ?",
                            "insert into preference (language, theme, organisation, user_id) values"
                                    + " (?, ?, ?, ?)",
                            preference.language(),
                            preference.theme(),
                            user.organisation(),
                            user.id());
                    return true;
                });
    }

    @Override
    public void record(WorkspaceUser actor, String action, String subject, String detail) {
        try {
            transaction(
                    sql ->
                            sql.update(
                                    "insert into audit (happened_at, organisation, actor, action,"
                                            + " subject, detail, source) values (?, ?, ?, ?, ?, ?,"
                                            + " ?)",
                                    clock.instant().atOffset(ZoneOffset.UTC),
                                    actor.organisation(),
                                    actor.id(),
                                    action,
                                    subject,
                                    detail,
                                    Caller.address()));
        } catch (UncheckedIOException e) {
            LOG.warn("The audit trail lacks an entry, {}", action, e);
        }
    }

    /**
     * What somebody did.
     *
     * @param source the address it came from; empty if it was no request
     */
    record Entry(
            Instant at,
            String actor,
            String action,
            String subject,
            String detail,
            String source) {}

    /** The latest entries of an organisation, the newest first. */
    List<Entry> entries(String organisation) {
        return transaction(
                sql ->
                        sql.list(
                                row ->
                                        new Entry(
                                                row.getObject(1, OffsetDateTime.class).toInstant(),
                                                row.getString(2),
                                                row.getString(3),
                                                row.getString(4),
                                                row.getString(5),
                                                row.getString(6)),
                                "select happened_at, actor, action, subject, detail, source from"
                                        + " audit where organisation = ? order by id desc limit ?",
                                organisation,
                                MOST_ENTRIES));
    }

    @Deactivate
    @Override
    public void close() {
        pool.close();
    }

    private <T> T once(Work<T> work) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            try {
                T result = work.in(new Sql(connection));
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    /** Tells statements that are wrong, which is a bug, from a database that cannot do its work. */
    private RuntimeException failed(SQLException e) {
        if (state(e).matches("(07|22|23|42).*")) {
            return new IllegalStateException("a statement failed", e);
        }
        // H2 closes its file when it cannot write, and opens it again once nobody is connected
        pool.getHikariPoolMXBean().softEvictConnections();
        return new UncheckedIOException("the database failed", new IOException(e.getMessage(), e));
    }

    private static String state(SQLException e) {
        return Optional.ofNullable(e.getSQLState()).orElse("");
    }

    /** Whether somebody else wrote the same row, or the two waited for each other. */
    private static boolean inTheWay(SQLException e) {
        return state(e).equals("23505") || state(e).startsWith("40");
    }

    private static int refuseLater(Sql sql) throws SQLException {
        int version = sql.find(row -> row.getInt(1), "select max(id) from changelog").orElseThrow();
        if (version > Schema.VERSION) {
            throw new IllegalStateException(
                    "it is of version "
                            + version
                            + ", and this host knows up to "
                            + Schema.VERSION);
        }
        return version;
    }

    private static DataSource source(HostSettings.Storage storage) {
        if (storage.url().startsWith("jdbc:postgresql:")) {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(storage.url());
            source.setUser(storage.username());
            source.setPassword(storage.password());
            return source;
        }
        JdbcDataSource source = new JdbcDataSource();
        source.setUrl(storage.url());
        source.setUser(storage.username());
        source.setPassword(storage.password());
        return source;
    }
}
