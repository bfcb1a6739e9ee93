package org.openworkspace.autotask.connection;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What holds for every connection of this installation; the operator's to set, under the PID {@link
 * #PID}. A change shows at once; the service stays.
 */
@ProviderType
public interface AutotaskSettings {

    /** The singleton PID of these settings. */
    String PID = "org.openworkspace.autotask";

    /** The vendor's tracking identifier; empty if this installation has none. */
    Optional<Secret> trackingIdentifier();

    /** How the vendor is called in Autotask's list of integration vendors. */
    String vendorName();

    /** Where zone discovery begins: the base of the API without version, ending in a slash. */
    URI discoveryUrl();

    /**
     * Which origins may be called: each an origin such as {@code http://localhost:8181}, or one
     * with a wildcard for subdomains, such as {@code https://*.autotask.net}. Plain http is only
     * ever accepted for a loopback origin.
     */
    List<String> allowedHosts();

    /** Whether a URL lies at one of the {@link #allowedHosts()}. */
    boolean allows(URI url);

    /**
     * The portal page of a ticket, below the portal's base, with {@code {id}} and {@code {number}}.
     */
    String ticketPath();

    /** The portal page for a new ticket, below the portal's base. */
    String newTicketPath();

    /** How fresh a tile is that somebody looks at. */
    Duration refresh();

    /** How many calls an hour are ours to spend, for each Autotask database. */
    int callsPerHour();

    /** How long after its last activity a ticket is shown. */
    Duration window();

    /** How Autotask is reached; another object after each change of the settings. */
    Network network();
}
