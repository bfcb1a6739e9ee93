package org.openworkspace.autotask.connection;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Finds out whether a login works: its zone, the version call, one contact, one ticket. The
 * connector provides it; without a connector connections stay {@link
 * ConnectionState.Kind#NOT_TESTED}.
 */
@ProviderType
public interface LoginCheck {

    /**
     * Tries a login. Blocks for as long as Autotask takes, at most one minute, and never throws for
     * what Autotask does. A login that is refused already ({@link LoginGuard}) is not sent again:
     * its answer is {@link Cause#LOGIN_REFUSED} without a call.
     *
     * @return what was met, CONNECTED when all four calls were answered as they should; also
     *     reported to {@link ConnectionStates} by the one who calls
     */
    ConnectionState check(Login login);
}
