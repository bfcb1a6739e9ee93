package org.openworkspace.autotask.ticket;

import java.time.Duration;
import org.openworkspace.autotask.connection.Connection;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told what the plugin did and how long it took, so that it can be measured. Whoever measures
 * registers one as a service. Both methods run on the thread that did it, many at once: they return
 * at once and throw nothing.
 */
@ConsumerType
public interface ActivityListener {

    /**
     * A call to Autotask has ended.
     *
     * @param loginKey whose login it was: the key of {@link
     *     org.openworkspace.autotask.connection.Login}
     * @param endpoint what was asked, such as {@code Tickets} or {@code zoneInformation}
     * @param outcome {@code OK}, or what went wrong, such as {@code NOT_AUTHORIZED} or {@code
     *     UNREACHABLE}
     * @param took from asking to the whole answer, the wait for other calls of ours included
     */
    void called(String loginKey, String endpoint, String outcome, Duration took);

    /**
     * A tile was answered from the mirror.
     *
     * @param took how long that took
     */
    void shown(Connection connection, Duration took);
}
