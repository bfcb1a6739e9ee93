package org.openworkspace.autotask.connection.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openworkspace.autotask.connection.Cause;
import org.openworkspace.autotask.connection.LegacyKeys;

/**
 * How connections were stored before 3.45, as far as they have to be served: with the identifier
 * they have, never with the vendor's.
 */
final class LegacyForm {

    /** What a connection no longer has once it works with the vendor's identifier. */
    static final List<String> KEYS =
            List.of(
                    LegacyKeys.URL,
                    LegacyKeys.PASSWORD,
                    LegacyKeys.TRACKING_IDENTIFIER,
                    LegacyKeys.IDENTIFIER,
                    LegacyKeys.HELD);

    /** Under which keys a secret may be stored; all are sealed there. */
    static final List<String> SECRETS =
            List.of(
                    Keys.SECRET,
                    Keys.CANDIDATE_SECRET,
                    LegacyKeys.PASSWORD,
                    LegacyKeys.TRACKING_IDENTIFIER,
                    LegacyKeys.IDENTIFIER);

    private LegacyForm() {}

    /** Whether a connection has the form of that time. */
    static boolean isOld(Map<String, ?> properties) {
        return Stream.of(LegacyKeys.URL, LegacyKeys.PASSWORD, LegacyKeys.TRACKING_IDENTIFIER)
                .anyMatch(properties::containsKey);
    }

    /** Whether a connection must not be used with the vendor's identifier. */
    static boolean hasOwnIdentifier(Map<String, ?> properties) {
        return isOld(properties) || properties.containsKey(LegacyKeys.IDENTIFIER);
    }

    static boolean isHeld(Map<String, ?> properties) {
        return Configured.text(properties, LegacyKeys.HELD).equalsIgnoreCase("true");
    }

    /** What an administrator has to mend although the connection is served. */
    static Optional<Cause> defect(Map<String, ?> properties, boolean writable) {
        if (isOld(properties)) {
            return writable ? Optional.empty() : Optional.of(Cause.OLD_FORM_IN_FILE);
        }
        return properties.containsKey(LegacyKeys.IDENTIFIER)
                ? Optional.of(Cause.NEW_API_USER_NEEDED)
                : Optional.empty();
    }

    /** The key under which the secret is stored. */
    static String secretKey(Map<String, ?> properties) {
        return Configured.text(properties, Keys.SECRET).isEmpty()
                        && properties.containsKey(LegacyKeys.PASSWORD)
                ? LegacyKeys.PASSWORD
                : Keys.SECRET;
    }

    /** The key under which the connection's own identifier is stored; empty if it has none. */
    static Optional<String> identifierKey(Map<String, ?> properties) {
        return Stream.of(LegacyKeys.IDENTIFIER, LegacyKeys.TRACKING_IDENTIFIER)
                .filter(key -> !Configured.text(properties, key).isEmpty())
                .findFirst();
    }
}
