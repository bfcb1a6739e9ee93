package org.openworkspace.host.internal;

import java.time.Instant;
import java.util.Optional;
import org.openworkspace.user.WorkspaceUser;

/** One browser's session, signed in or not yet. Thread-safe. */
final class Session {

    private final String id;
    private final String csrfToken;
    private final Optional<DemoPeople.Person> person;
    private volatile Preference preference;
    private volatile Instant usedAt;

    Session(
            String id,
            String csrfToken,
            Optional<DemoPeople.Person> person,
            Preference preference,
            Instant now) {
        this.id = id;
        this.csrfToken = csrfToken;
        this.person = person;
        this.preference = preference;
        this.usedAt = now;
    }

    String id() {
        return id;
    }

    String csrfToken() {
        return csrfToken;
    }

    /** Who is signed in, in the language of now; empty before that. */
    Optional<WorkspaceUser> user() {
        return person.map(someone -> someone.user(preference.locale()));
    }

    Preference preference() {
        return preference;
    }

    void prefer(Preference now) {
        preference = now;
    }

    Instant usedAt() {
        return usedAt;
    }

    void used(Instant now) {
        usedAt = now;
    }
}
