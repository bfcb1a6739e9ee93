package org.openworkspace.autotask.connection;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Text that must not be seen: it prints as {@code ***} and compares in constant time. */
public final class Secret {

    private final String text;

    private Secret(String text) {
        this.text = requireNonNull(text, "text");
    }

    public static Secret of(String text) {
        return new Secret(text);
    }

    /** Returns the text itself, for the one place that sends or seals it. */
    public String reveal() {
        return text;
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        text.getBytes(StandardCharsets.UTF_8),
                        secret.text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
