package org.openworkspace.autotask.connection;

import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps a refused login from being sent again, because Autotask locks an API user after a few
 * refusals. What is refused stays so over restarts, until the login is changed (which makes another
 * key) or an administrator asks for another try. Thread-safe.
 */
@ProviderType
public interface LoginGuard {

    /** Whether this login was refused and nothing may be sent with it. */
    boolean isRefused(Login login);

    /** Remembers that Autotask refused this login; durable when it returns. */
    void refused(Login login);

    /**
     * Takes the next refusal of this login for one that may pass: it is paused until then and may
     * try once more, and only a refusal after that is remembered. For a login that worked, before
     * another identifier is tried with its user: Autotask may refuse a whole customer for a while
     * after a wrong one. Held in memory alone.
     */
    void excuse(Login login, Instant until);

    /** Forgets a refusal, because an administrator asks for another try. */
    void retry(Login login);
}
