package org.openworkspace.user;

import static java.util.Objects.requireNonNull;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;

/**
 * A signed-in person. The host builds it from its own session; nothing in it comes from the
 * browser, and a plugin may rely on it for what it shows to whom.
 *
 * @param id the host's own, stable identifier of this person
 * @param upn the user principal name, verified by the host; a host that cannot verify it must not
 *     build a user
 * @param mail the primary e-mail address, verified by the host; empty if the person has none
 * @param displayName how the person is called on screen
 * @param locale the language for every text made for this person
 * @param timeZone the zone in which this person reads times
 * @param groups the identifiers of the host's groups that this person belongs to
 * @param administrator whether this person may administer integrations of {@code organisation}
 * @param organisation the opaque identifier of the organisation this person belongs to; nothing of
 *     one organisation is ever shown in another
 */
public record WorkspaceUser(
        String id,
        String upn,
        String mail,
        String displayName,
        Locale locale,
        ZoneId timeZone,
        Set<String> groups,
        boolean administrator,
        String organisation) {

    /** The organisation of a host that has only one. */
    public static final String DEFAULT_ORGANISATION = "default";

    public WorkspaceUser {
        requireText(id, "id");
        requireText(upn, "upn");
        requireNonNull(mail, "mail");
        requireNonNull(displayName, "displayName");
        requireNonNull(locale, "locale");
        requireNonNull(timeZone, "timeZone");
        groups = Set.copyOf(groups);
        requireText(organisation, "organisation");
    }

    /** Names the person by the host's identifier alone, so that a log line holds no address. */
    @Override
    public String toString() {
        return "WorkspaceUser[" + id + "]";
    }

    private static void requireText(String value, String name) {
        if (requireNonNull(value, name).isBlank()) {
            throw new IllegalArgumentException(name + " is blank");
        }
    }
}
