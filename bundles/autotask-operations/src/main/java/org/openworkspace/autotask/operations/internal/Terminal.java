package org.openworkspace.autotask.operations.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.openworkspace.integration.OutcomeModel;

/** Text as a terminal of 80 columns shows it; foreign text never steers the terminal. */
final class Terminal {

    static final int WIDTH = 80;
    private static final String GAP = "  ";

    private Terminal() {}

    /** An outcome: its title, its text, its table. */
    static String show(OutcomeModel outcome) {
        List<String> lines = new ArrayList<>(wrap(outcome.title(), WIDTH));
        if (!outcome.text().isBlank()) {
            lines.addAll(wrap(outcome.text(), WIDTH));
        }
        outcome.table().ifPresent(table -> lines.add(table(table.columns(), table.rows())));
        return String.join("\n", lines);
    }

    static String paragraph(String text) {
        return String.join("\n", wrap(text, WIDTH));
    }

    /** Rows below headings; a cell that is too long goes on in the next line. */
    static String table(List<String> columns, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>();
        all.add(columns);
        all.addAll(rows);
        int[] widths = widths(all, columns.size());
        return all.stream().map(row -> row(row, widths)).collect(Collectors.joining("\n"));
    }

    private static int[] widths(List<List<String>> rows, int columns) {
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], Math.max(1, plain(row.get(i)).length()));
            }
        }
        int room = WIDTH - GAP.length() * (columns - 1);
        while (sum(widths) > room) {
            int widest = 0;
            for (int i = 1; i < columns; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            widths[widest]--;
        }
        return widths;
    }

    private static int sum(int[] widths) {
        int sum = 0;
        for (int width : widths) {
            sum += width;
        }
        return sum;
    }

    private static String row(List<String> cells, int[] widths) {
        List<List<String>> wrapped = new ArrayList<>();
        int height = 1;
        for (int i = 0; i < widths.length; i++) {
            List<String> lines = wrap(cells.get(i), widths[i]);
            wrapped.add(lines);
            height = Math.max(height, lines.size());
        }
        List<String> lines = new ArrayList<>();
        for (int line = 0; line < height; line++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                List<String> cell = wrapped.get(i);
                String part = line < cell.size() ? cell.get(line) : "";
                text.append(i == 0 ? "" : GAP)
                        .append(part)
                        .append(" ".repeat(widths[i] - part.length()));
            }
            lines.add(text.toString().stripTrailing());
        }
        return String.join("\n", lines);
    }

    /** Breaks between words, and inside a word that is longer than a line. */
    private static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : plain(text).split(" +")) {
            String rest = word;
            if (!line.isEmpty() && line.length() + 1 + rest.length() <= width) {
                line = line + " " + rest;
                continue;
            }
            if (!line.isEmpty()) {
                lines.add(line);
            }
            while (rest.length() > width) {
                lines.add(rest.substring(0, width));
                rest = rest.substring(width);
            }
            line = rest;
        }
        if (!line.isEmpty() || lines.isEmpty()) {
            lines.add(line);
        }
        return lines;
    }

    private static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ").strip();
    }
}
