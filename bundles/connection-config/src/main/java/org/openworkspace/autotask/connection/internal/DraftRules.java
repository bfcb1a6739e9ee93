package org.openworkspace.autotask.connection.internal;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.openworkspace.autotask.connection.AutotaskSettings;
import org.openworkspace.autotask.connection.StatusWords;
import org.openworkspace.integration.ConnectionDraft;
import org.openworkspace.integration.FieldProblem;

/** What may stand in the fields of a connection. Static functions from what was typed. */
final class DraftRules {

    private static final Set<String> FIELDS =
            Set.of(
                    Keys.NAME,
                    Keys.USERNAME,
                    Keys.SECRET,
                    Keys.PORTAL_URL,
                    Keys.COMPANY_IDS,
                    Keys.IDENTITY,
                    Keys.STATUS_MAP);
    private static final Pattern USERNAME = Pattern.compile("[!-~&&[^@]]+@[!-~&&[^@]]+");
    private static final Pattern SECRET = Pattern.compile("[ -~]+");
    private static final Pattern COMPANY_IDS = Pattern.compile("(\\d{1,18}(\\s*,\\s*\\d{1,18})*)?");

    private DraftRules() {}

    /**
     * Returns what was typed without what surrounds it, and the portal's address with its slash.
     */
    static Map<String, String> tidy(ConnectionDraft draft) {
        Map<String, String> values = new HashMap<>();
        draft.values().forEach((field, value) -> values.put(field, bare(value)));
        values.computeIfPresent(
                Keys.PORTAL_URL,
                (field, value) ->
                        value.isEmpty()
                                ? value
                                : Addresses.withSlash(value).map(URI::toString).orElse(value));
        if (values.getOrDefault(Keys.SECRET, "").isEmpty()) {
            values.remove(Keys.SECRET);
        }
        return values;
    }

    /** A text without the blanks, seen and unseen, that come along when it is copied. */
    private static String bare(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && surrounds(text.charAt(from))) {
            from++;
        }
        while (from < to && surrounds(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean surrounds(char c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.getType(c) == Character.FORMAT;
    }

    /**
     * Names what is wrong, in the order of the form.
     *
     * @param values tidied
     * @param secretKept whether a connection is edited that keeps its secret when none is typed
     * @param nameTaken whether another connection has a name
     */
    static List<FieldProblem> problems(
            Map<String, String> values,
            boolean secretKept,
            Predicate<String> nameTaken,
            AutotaskSettings settings,
            Texts texts) {
        List<FieldProblem> problems = new ArrayList<>();
        name(values.getOrDefault(Keys.NAME, ""), nameTaken)
                .ifPresent(key -> problems.add(problem(Keys.NAME, key, texts)));
        username(values.getOrDefault(Keys.USERNAME, ""))
                .ifPresent(key -> problems.add(problem(Keys.USERNAME, key, texts)));
        secret(Optional.ofNullable(values.get(Keys.SECRET)), secretKept)
                .ifPresent(key -> problems.add(problem(Keys.SECRET, key, texts)));
        if (!portal(values.getOrDefault(Keys.PORTAL_URL, ""), settings)) {
            problems.add(problem(Keys.PORTAL_URL, "portal.url.wrong", texts));
        }
        if (!COMPANY_IDS.matcher(values.getOrDefault(Keys.COMPANY_IDS, "")).matches()) {
            problems.add(problem(Keys.COMPANY_IDS, "company.ids.wrong", texts));
        }
        if (!Set.of("upn", "mail").contains(values.getOrDefault(Keys.IDENTITY, "upn"))) {
            problems.add(problem(Keys.IDENTITY, "identity.wrong", texts));
        }
        if (!statusMap(values.getOrDefault(Keys.STATUS_MAP, ""))) {
            problems.add(problem(Keys.STATUS_MAP, "status.map.wrong", texts));
        }
        values.keySet().stream()
                .filter(field -> !FIELDS.contains(field))
                .sorted()
                .forEach(field -> problems.add(problem(field, "field.unknown", texts)));
        return problems;
    }

    static FieldProblem problem(String field, String key, Texts texts) {
        return new FieldProblem(field, texts.of(key));
    }

    private static Optional<String> name(String name, Predicate<String> nameTaken) {
        if (name.isEmpty()) {
            return Optional.of("name.empty");
        }
        if (name.length() > 100 || name.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("name.wrong");
        }
        return nameTaken.test(name) ? Optional.of("name.taken") : Optional.empty();
    }

    private static Optional<String> username(String username) {
        if (username.isEmpty()) {
            return Optional.of("username.empty");
        }
        return username.length() > 100 || !USERNAME.matcher(username).matches()
                ? Optional.of("username.wrong")
                : Optional.empty();
    }

    private static Optional<String> secret(Optional<String> secret, boolean kept) {
        if (secret.isEmpty()) {
            return kept ? Optional.empty() : Optional.of("secret.empty");
        }
        boolean fits = secret.get().length() <= 200 && SECRET.matcher(secret.get()).matches();
        return fits && !secret.get().startsWith("$[") && !Sealing.isSealed(secret.get())
                ? Optional.empty()
                : Optional.of("secret.wrong");
    }

    private static boolean statusMap(String lines) {
        List<Optional<StatusWords>> words =
                lines.lines().filter(l -> !l.isBlank()).map(StatusWords::parse).toList();
        return words.stream().allMatch(Optional::isPresent)
                && words.stream().map(w -> w.orElseThrow().status()).distinct().count()
                        == words.size();
    }

    private static boolean portal(String portal, AutotaskSettings settings) {
        return portal.isEmpty()
                || portal.length() <= 300 && Addresses.portal(portal, settings).isPresent();
    }
}
