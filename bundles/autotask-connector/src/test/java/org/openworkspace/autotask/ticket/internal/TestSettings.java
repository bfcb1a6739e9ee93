package org.openworkspace.autotask.ticket.internal;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.openworkspace.autotask.connection.AutotaskSettings;
import org.openworkspace.autotask.connection.Network;
import org.openworkspace.autotask.connection.Secret;

/** The settings as they come, but for what may be called. */
public record TestSettings(
        URI discoveryUrl, List<String> allowedHosts, int callsPerHour, Network network)
        implements AutotaskSettings {

    public TestSettings(URI discoveryUrl, List<String> allowedHosts, int callsPerHour) {
        this(
                discoveryUrl,
                allowedHosts,
                callsPerHour,
                new Network(
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30)));
    }

    @Override
    public Optional<Secret> trackingIdentifier() {
        return Optional.of(Secret.of("DEMOTRACKINGIDENTIFIER00001"));
    }

    @Override
    public String vendorName() {
        return "Open Workspace";
    }

    @Override
    public boolean allows(URI url) {
        return allowedHosts.contains(url.getScheme() + "://" + url.getAuthority());
    }

    @Override
    public String ticketPath() {
        return "ticket?id={id}";
    }

    @Override
    public String newTicketPath() {
        return "new";
    }

    @Override
    public Duration refresh() {
        return Duration.ofSeconds(60);
    }

    @Override
    public Duration window() {
        return Duration.ofDays(90);
    }
}
