package org.openworkspace.host.internal;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.ibatis.migration.Change;
import org.apache.ibatis.migration.ConnectionProvider;
import org.apache.ibatis.migration.MigrationException;
import org.apache.ibatis.migration.MigrationLoader;
import org.apache.ibatis.migration.operations.UpOperation;
import org.apache.ibatis.migration.options.DatabaseOperationOption;

/**
 * The tables as numbered files of SQL, which MyBatis Migrations applies in order, each once. H2
 * commits every statement by itself, so each can be repeated after a power cut.
 */
final class Schema implements MigrationLoader {

    /** How many files there are. */
    static final int VERSION = 3;

    private Schema() {}

    /**
     * Applies the files that a database has not seen yet.
     *
     * @throws IllegalStateException if that fails
     */
    static void bringUpToDate(DataSource database) {
        ConnectionProvider connections =
                () -> {
                    Connection connection = database.getConnection();
                    // it looks for its table by a question that may fail
                    connection.setAutoCommit(true);
                    return connection;
                };
        DatabaseOperationOption option = new DatabaseOperationOption();
        option.setThrowWarning(false); // that a table is there already is no harm
        try {
            new UpOperation().operate(connections, new Schema(), option, null);
        } catch (MigrationException e) {
            throw new IllegalStateException("the tables cannot be brought up to date", e);
        }
    }

    @Override
    public List<Change> getMigrations() {
        return IntStream.rangeClosed(1, VERSION)
                .mapToObj(n -> new Change(BigDecimal.valueOf(n), null, name(n)))
                .collect(Collectors.toCollection(ArrayList::new)); // it is sorted in place
    }

    @Override
    public Reader getScriptReader(Change change, boolean undo) {
        String name = name(change.getId().intValueExact());
        InputStream script = undo ? null : Schema.class.getResourceAsStream(name);
        if (script == null) {
            throw new IllegalStateException(name + " is missing");
        }
        return new InputStreamReader(script, StandardCharsets.UTF_8);
    }

    @Override
    public Reader getBootstrapReader() {
        return Reader.nullReader();
    }

    @Override
    public Reader getOnAbortReader() {
        return Reader.nullReader();
    }

    private static String name(int number) {
        return "schema-" + number + ".sql";
    }
}
