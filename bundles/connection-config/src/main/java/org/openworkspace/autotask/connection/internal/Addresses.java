package org.openworkspace.autotask.connection.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.openworkspace.autotask.connection.AutotaskSettings;

/** Web addresses that somebody typed. */
final class Addresses {

    private Addresses() {}

    /** Reads the base of a site and ends it in a slash; empty if it is not the base of a site. */
    static Optional<URI> withSlash(String text) {
        try {
            URI url = new URI(text.endsWith("/") ? text : text + "/");
            boolean plain =
                    url.getHost() != null
                            && url.getScheme() != null
                            && url.getRawUserInfo() == null
                            && url.getRawQuery() == null
                            && url.getRawFragment() == null;
            return plain ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Reads the address of a client portal: https, or a site that the settings allow by name. */
    static Optional<URI> portal(String text, AutotaskSettings settings) {
        return withSlash(text)
                .filter(url -> url.getScheme().equalsIgnoreCase("https") || settings.allows(url));
    }

    /** The port that is called: the one in the address, else that of the scheme. */
    static int port(URI url) {
        return url.getPort() >= 0
                ? url.getPort()
                : "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
    }
}
