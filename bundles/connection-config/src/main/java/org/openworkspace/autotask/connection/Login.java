package org.openworkspace.autotask.connection;

import static java.util.Objects.requireNonNull;

/**
 * Everything that Autotask checks when it is asked something: user, secret and tracking identifier
 * belong together.
 *
 * @param username the name of an Autotask API user
 * @param secret its password
 * @param trackingIdentifier the identifier of the vendor whose integration calls
 * @param key an HMAC over the other three under this installation's key file: equal for equal
 *     logins, of no use to anybody else. It names a login in memory and on disk; the username alone
 *     never does, because a new secret makes a new login
 */
public record Login(String username, Secret secret, Secret trackingIdentifier, String key) {

    public Login {
        requireNonNull(username, "username");
        requireNonNull(secret, "secret");
        requireNonNull(trackingIdentifier, "trackingIdentifier");
        requireNonNull(key, "key");
    }

    /** Shows the first characters of the key, enough to follow one login through a log. */
    @Override
    public String toString() {
        return "Login[" + key.substring(0, Math.min(8, key.length())) + "]";
    }
}
