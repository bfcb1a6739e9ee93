package org.openworkspace.integration;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What came of an action.
 *
 * @param level how it went
 * @param title the outcome in a few words
 * @param text what was found, and what to do next; may be empty
 * @param table what was found, line by line
 * @param download a file for the person who asked; the host offers it at once
 * @param helpId which section of {@link IntegrationType#help} says more; empty if none does
 */
public record OutcomeModel(
        Level level,
        String title,
        String text,
        Optional<Table> table,
        Optional<Download> download,
        Optional<String> helpId) {

    /**
     * Plain text in rows and columns.
     *
     * @param columns the headings
     * @param rows the lines, each with one cell for each heading
     */
    public record Table(List<String> columns, List<List<String>> rows) {

        public Table {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
            for (List<String> row : rows) {
                if (row.size() != columns.size()) {
                    throw new IllegalArgumentException("a row has to have a cell for each column");
                }
            }
        }
    }

    /**
     * A file.
     *
     * @param fileName its name, without folders
     * @param mediaType its type, such as {@code text/plain}
     * @param content its bytes, at most a few megabytes; not copied
     */
    public record Download(String fileName, String mediaType, byte[] content) {

        public Download {
            requireNonNull(fileName, "fileName");
            requireNonNull(mediaType, "mediaType");
            requireNonNull(content, "content");
        }
    }

    public OutcomeModel {
        requireNonNull(level, "level");
        requireNonNull(title, "title");
        requireNonNull(text, "text");
        requireNonNull(table, "table");
        requireNonNull(download, "download");
        requireNonNull(helpId, "helpId");
    }

    /** The outcome of a trial. */
    public static OutcomeModel of(CheckModel check) {
        return new OutcomeModel(
                check.level(),
                check.title(),
                check.text(),
                Optional.empty(),
                Optional.empty(),
                check.helpId());
    }

    /** An outcome that is said in words. */
    public static OutcomeModel of(Level level, String title, String text) {
        return new OutcomeModel(
                level, title, text, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Returns this outcome with a table below its text. */
    public OutcomeModel with(Table rows) {
        return new OutcomeModel(level, title, text, Optional.of(rows), download, helpId);
    }

    /** Returns this outcome with the section of the help page that says more. */
    public OutcomeModel withHelp(String sectionId) {
        return new OutcomeModel(level, title, text, table, download, Optional.of(sectionId));
    }

    /** Returns this outcome with a file. */
    public OutcomeModel with(Download file) {
        return new OutcomeModel(level, title, text, table, Optional.of(file), helpId);
    }
}
