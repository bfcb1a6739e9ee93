package org.openworkspace.autotask.migration.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openworkspace.autotask.connection.LegacyKeys;

/**
 * One change from old keys to new ones: a pure function of what is stored. Each is safe to run
 * twice, and recorded by its name in the connection that it changed; so a name never changes. A
 * later version adds its step at the end, and its keys to what makes a connection old.
 */
enum MigrationStep {

    /** The secret moves to where today's form has it; one that is there already stays. */
    SECRET("3.45-secret") {
        @Override
        Map<String, Object> apply(Map<String, Object> old, Verdict verdict) {
            Map<String, Object> now = new TreeMap<>(old);
            Object password = now.remove(LegacyKeys.PASSWORD);
            if (password != null && text(now, SECRET_KEY).isEmpty()) {
                now.put(SECRET_KEY, password);
            }
            return now;
        }
    },

    /** The identifier of the customer's own is kept only while nothing else works. */
    IDENTIFIER("3.45-identifier") {
        @Override
        Map<String, Object> apply(Map<String, Object> old, Verdict verdict) {
            Map<String, Object> now = new TreeMap<>(old);
            Object identifier = now.remove(LegacyKeys.TRACKING_IDENTIFIER);
            switch (verdict) {
                case ACCEPTED -> now.remove(LegacyKeys.IDENTIFIER);
                case REFUSED ->
                        now.putIfAbsent(
                                LegacyKeys.IDENTIFIER, identifier == null ? "" : identifier);
            }
            return now;
        }
    },

    /** The address goes: the zone is discovered. */
    URL("3.45-url") {
        @Override
        Map<String, Object> apply(Map<String, Object> old, Verdict verdict) {
            Map<String, Object> now = new TreeMap<>(old);
            now.remove(LegacyKeys.URL);
            return now;
        }
    };

    /** Where today's form has the secret. */
    static final String SECRET_KEY = ".secret";

    private final String id;

    MigrationStep(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    abstract Map<String, Object> apply(Map<String, Object> old, Verdict verdict);

    /** Takes all steps, and records those that changed something. */
    static Map<String, Object> all(Map<String, Object> old, Verdict verdict) {
        Map<String, Object> now = old;
        List<String> taken = new ArrayList<>();
        for (MigrationStep step : values()) {
            Map<String, Object> next = step.apply(now, verdict);
            if (!next.equals(now)) {
                taken.add(step.id);
            }
            now = next;
        }
        if (taken.isEmpty()) {
            return now;
        }
        List<String> before = Arrays.asList(text(old, LegacyKeys.STEPS).split(" "));
        taken.removeAll(before);
        Map<String, Object> recorded = new TreeMap<>(now);
        recorded.put(
                LegacyKeys.STEPS,
                (text(old, LegacyKeys.STEPS) + " " + String.join(" ", taken)).strip());
        return recorded;
    }

    /** A value as text; empty if there is none, or several. */
    static String text(Map<String, Object> properties, String key) {
        Object value = properties.get(key);
        return value instanceof String
                        || value instanceof Number
                        || value instanceof Boolean
                        || value instanceof Character
                ? value.toString().strip()
                : "";
    }
}
