package org.openworkspace.autotask.connection.internal;

import java.util.Optional;
import org.openworkspace.autotask.connection.AutotaskSettings;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.connection.Secret;

/** Makes logins: the one place that names them. */
final class Logins {

    private Logins() {}

    /**
     * Makes the login of a user with this installation's identifier; empty without key or
     * identifier.
     */
    static Optional<Login> of(
            String username, Secret secret, AutotaskSettings settings, KeyFile keyFile) {
        return settings.trackingIdentifier()
                .flatMap(identifier -> of(username, secret, identifier, keyFile));
    }

    /** Makes the login of a user with an identifier; empty without key. */
    static Optional<Login> of(String username, Secret secret, Secret identifier, KeyFile keyFile) {
        return keyFile.sealing()
                .map(
                        sealing ->
                                new Login(
                                        username,
                                        secret,
                                        identifier,
                                        sealing.name(
                                                lowerAscii(username),
                                                secret.reveal(),
                                                identifier.reveal())));
    }

    private static String lowerAscii(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        text.chars().forEach(c -> lower.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c)));
        return lower.toString();
    }
}
