package org.openworkspace.autotask.operations.internal;

import java.util.ArrayList;
import java.util.List;
import org.openworkspace.autotask.operations.internal.Administration.Listed;
import org.openworkspace.integration.ConnectionModel;

/**
 * The connections of all organisations, as whoever runs the plugin sees them.
 *
 * @param columns headings
 * @param rows a row for each connection, in the order that they came in
 */
record ConnectionTable(List<String> columns, List<List<String>> rows) {

    static ConnectionTable of(List<Listed> all) {
        boolean several = all.stream().map(Listed::organisation).distinct().count() > 1;
        List<String> columns = new ArrayList<>();
        columns.add(Texts.of("column.name"));
        columns.add(Texts.of("column.state"));
        columns.add(Texts.of("column.zone"));
        columns.add(Texts.of("column.last"));
        if (several) {
            columns.add(Texts.of("column.organisation"));
        }
        return new ConnectionTable(columns, all.stream().map(l -> row(l, several)).toList());
    }

    private static List<String> row(Listed listed, boolean several) {
        ConnectionModel connection = listed.connection();
        List<String> row = new ArrayList<>();
        row.add(connection.name());
        row.add(connection.state());
        row.add(connection.columns().getOrDefault("zone", ""));
        row.add(connection.columns().getOrDefault("lastSuccess", ""));
        if (several) {
            row.add(listed.organisation());
        }
        return row;
    }
}
