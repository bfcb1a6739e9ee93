package org.openworkspace.autotask.connection;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.X509TrustManager;

/**
 * How this installation reaches Autotask.
 *
 * @param proxy the proxy for all calls; empty for the one that Java's own settings name, if any
 * @param trust whose certificates are trusted; empty for those that Java trusts
 * @param connect how long making a connection may take
 * @param call how long a call may take, from the look-up of the name to the end of the answer
 */
public record Network(
        Optional<Proxy> proxy, Optional<X509TrustManager> trust, Duration connect, Duration call) {

    public Network {
        requireNonNull(proxy, "proxy");
        requireNonNull(trust, "trust");
        requireNonNull(connect, "connect");
        requireNonNull(call, "call");
    }

    /**
     * An HTTP proxy.
     *
     * @param host its name or address
     * @param port its port
     * @param username who we are to it; empty if it asks nobody
     * @param password the password of that user
     */
    public record Proxy(String host, int port, String username, Secret password) {

        public Proxy {
            requireNonNull(host, "host");
            requireNonNull(username, "username");
            requireNonNull(password, "password");
        }
    }
}
