package org.openworkspace.autotask.connection;

import java.util.Locale;
import org.osgi.annotation.versioning.ProviderType;

/**
 * How each connection fares. The connector reports what it meets; everybody else reads here, so
 * that all say the same. Thread-safe; answers from memory.
 */
@ProviderType
public interface ConnectionStates {

    /** Returns the state of a connection. */
    ConnectionState of(Connection connection);

    /**
     * Reports how a login fares: for every connection that has it, now and later.
     *
     * @param loginKey the {@link Login#key()}
     * @param state what was met; a state without a zone or a last success keeps those known before
     */
    void report(String loginKey, ConnectionState state);

    /** Says in words how a state is and what to do about it. */
    Explanation explain(ConnectionState state, Locale locale);

    /**
     * A state in words for administrators.
     *
     * @param label the state in a word or two, such as <i>Needs attention</i>
     * @param text what is wrong; empty when nothing is
     * @param nextStep what to do about it; empty when there is nothing to do
     */
    record Explanation(String label, String text, String nextStep) {}
}
