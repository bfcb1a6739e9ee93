package org.openworkspace.autotask.connection;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openworkspace.tile.ItemGroup;

/**
 * What one of the customer's statuses means to people, in plain words. Stored as {@code
 * status=GROUP|Dutch|English}.
 *
 * @param status the value in Autotask's picklist
 * @param group the group it counts in
 * @param dutch the word in Dutch; empty for the customer's own
 * @param english the word in English; empty for the customer's own
 */
public record StatusWords(int status, ItemGroup group, String dutch, String english) {

    private static final int LONGEST = 60;
    private static final Pattern LINE =
            Pattern.compile("\\s*(\\d{1,9})\\s*=\\s*([A-Z_]+)\\s*\\|([^|]{0,60})\\|([^|]{0,60})");

    public StatusWords {
        requireNonNull(group, "group");
        if (length(requireNonNull(dutch, "dutch")) > LONGEST
                || length(requireNonNull(english, "english")) > LONGEST) {
            throw new IllegalArgumentException("a word of more than " + LONGEST + " characters");
        }
    }

    /** How many characters people see, more or less: an emoji is one. */
    private static int length(String word) {
        return word.codePointCount(0, word.length());
    }

    /** Makes a word of a label that may be too long, or hold what separates words. */
    public static String fitting(String label) {
        String word = label.replace('|', ' ').strip();
        return length(word) <= LONGEST
                ? word
                : word.substring(0, word.offsetByCodePoints(0, LONGEST)).strip();
    }

    /** Reads one stored line; empty if it is none. */
    public static Optional<StatusWords> parse(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            return Optional.empty();
        }
        for (ItemGroup group : ItemGroup.values()) {
            if (group.name().equals(parts.group(2))) {
                return Optional.of(
                        new StatusWords(
                                Integer.parseInt(parts.group(1)),
                                group,
                                parts.group(3).strip(),
                                parts.group(4).strip()));
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the group of a status that nobody mapped: Autotask's own values are the same for
     * every customer, and all others are work in progress.
     */
    public static ItemGroup usualGroup(long status) {
        return status == 1
                ? ItemGroup.NEW
                : status == 5
                        ? ItemGroup.DONE
                        : status == 7 ? ItemGroup.WAITING_ON_YOU : ItemGroup.IN_PROGRESS;
    }

    /** The line that is stored. */
    @Override
    public String toString() {
        return status + "=" + group + "|" + dutch + "|" + english;
    }

    /** Returns the word in the language of a person; empty for the customer's own word. */
    public Optional<String> word(Locale locale) {
        return Optional.of(locale.getLanguage().equals("nl") ? dutch : english)
                .filter(word -> !word.isEmpty());
    }
}
