package org.openworkspace.autotask.connection;

import java.util.Locale;
import org.openworkspace.integration.OutcomeModel;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Changes the key of the installation, which seals the secrets of every organisation. It is for
 * whoever runs the installation. Thread-safe.
 */
@ProviderType
public interface KeyRotation {

    /**
     * Makes a new key and seals every secret anew. Interrupted, it goes on at the next start.
     *
     * @param locale the language of the outcome
     */
    OutcomeModel rotate(Locale locale);
}
