package org.openworkspace.exam;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A document of this repository, for tests that do what it says or say what it has to. */
public final class Document {

    private static final String PROMPT = "    karaf@root()> ";
    private static final String INDENT = "    ";

    private final Path file;
    private final List<String> lines;

    public Document(Path file) throws IOException {
        this.file = file;
        this.lines = Files.readAllLines(file);
    }

    /** What is typed at Karaf's prompt below a heading, line by line. */
    public List<String> typed(String heading) {
        return section(heading).stream()
                .filter(line -> line.startsWith(PROMPT))
                .map(line -> line.substring(PROMPT.length()))
                .toList();
    }

    /** All that is typed at Karaf's prompt anywhere. */
    public List<String> typed() {
        return lines.stream()
                .filter(line -> line.startsWith(PROMPT))
                .map(line -> line.substring(PROMPT.length()))
                .toList();
    }

    /**
     * The content of a file that the document shows: the block below the line that ends with its
     * name.
     */
    public String shown(String name) {
        List<String> block = new ArrayList<>();
        boolean found = false;
        for (String line : lines) {
            if (line.endsWith("`" + name + "`:")) {
                found = true;
            } else if (found && line.startsWith(INDENT)) {
                block.add(line.substring(INDENT.length()));
            } else if (!block.isEmpty()) {
                break;
            }
        }
        if (block.isEmpty()) {
            throw new AssertionError(file + " does not show " + name);
        }
        return String.join("\n", block) + "\n";
    }

    /**
     * Compares what is between two marks with what has to be there.
     *
     * @param made where the document is written as it has to be, if it is not
     * @return what to do about it; empty if it is as it has to be
     */
    public Optional<String> stale(String mark, String content, Path made) throws IOException {
        String text = String.join("\n", lines) + "\n";
        Matcher part =
                Pattern.compile(
                                "(<!-- " + mark + " -->\n).*?(<!-- /" + mark + " -->)",
                                Pattern.DOTALL)
                        .matcher(text);
        if (!part.find()) {
            throw new AssertionError(file + " has no part " + mark);
        }
        String right =
                part.replaceFirst(
                        Matcher.quoteReplacement(
                                part.group(1) + "\n" + content + "\n" + part.group(2)));
        if (right.equals(text)) {
            return Optional.empty();
        }
        Files.writeString(made, right);
        return Optional.of(file + " is stale: cp " + made + " " + file);
    }

    private List<String> section(String heading) {
        int begin = lines.indexOf("## " + heading);
        if (begin < 0) {
            throw new AssertionError(file + " has no section " + heading);
        }
        List<String> rest = lines.subList(begin + 1, lines.size());
        int end = 0;
        while (end < rest.size() && !rest.get(end).startsWith("## ")) {
            end++;
        }
        return rest.subList(0, end);
    }
}
