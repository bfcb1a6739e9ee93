package org.openworkspace.autotask.connection;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One connection to an Autotask database, as it is configured at one instant.
 *
 * @param id our own identifier, made at the first save and never changed
 * @param organisation the organisation whose people see tickets through it
 * @param name how administrators call it
 * @param enabled whether it may be used at all
 * @param login how to sign in; empty while something is missing, which {@code defect} then names
 * @param defect what an administrator has to mend. Without a login, it is what keeps that from
 *     being made; beside one, the login works for the time being
 * @param portalUrl the client portal's address, ending in a slash; empty for that of the zone
 * @param companyIds the Autotask companies whose contacts may match; empty for all
 * @param identity which of a person's addresses is looked for among the contacts
 * @param statuses what the customer's statuses mean to people, by value; one that is missing keeps
 *     its own word
 */
public record Connection(
        String id,
        String organisation,
        String name,
        boolean enabled,
        Optional<Login> login,
        Optional<Cause> defect,
        Optional<URI> portalUrl,
        Set<Long> companyIds,
        Identity identity,
        Map<Integer, StatusWords> statuses) {

    /** Which address of a person is looked for among the contacts. */
    public enum Identity {
        /** The user principal name. */
        UPN,
        /** The primary e-mail address. */
        MAIL
    }

    public Connection {
        requireNonNull(id, "id");
        requireNonNull(organisation, "organisation");
        requireNonNull(name, "name");
        requireNonNull(portalUrl, "portalUrl");
        companyIds = Set.copyOf(companyIds);
        requireNonNull(identity, "identity");
        statuses = Map.copyOf(statuses);
        if (requireNonNull(login, "login").isEmpty()
                && requireNonNull(defect, "defect").isEmpty()) {
            throw new IllegalArgumentException("without a login there is something that keeps it");
        }
    }

    /**
     * What logs and meters call it: its name on one line, or its identifier where the name holds an
     * address, as some call a connection after its user.
     */
    public String label() {
        return name.contains("@") ? id : name.replaceAll("\\p{Cntrl}", " ");
    }
}
