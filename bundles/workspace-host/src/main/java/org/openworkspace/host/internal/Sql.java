package org.openworkspace.host.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Statements within one transaction; values always travel as parameters. */
record Sql(Connection connection) {

    /** Makes a value of the row that the result is at. */
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** Runs a change; how many rows it touched. */
    int update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values)) {
            return statement.executeUpdate();
        }
    }

    /** Inserts a row if the update finds none. */
    void updateOrInsert(String update, String insert, Object... values) throws SQLException {
        if (update(update, values) == 0) {
            update(insert, values);
        }
    }

    <T> List<T> list(Row<T> row, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values);
                ResultSet found = statement.executeQuery()) {
            List<T> rows = new ArrayList<>();
            while (found.next()) {
                rows.add(row.of(found));
            }
            return rows;
        }
    }

    <T> Optional<T> find(Row<T> row, String sql, Object... values) throws SQLException {
        return list(row, sql, values).stream().findFirst();
    }

    private PreparedStatement prepare(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            Object value = values[i] instanceof Optional<?> o ? o.orElse(null) : values[i];
            statement.setObject(i + 1, value);
        }
        return statement;
    }
}
