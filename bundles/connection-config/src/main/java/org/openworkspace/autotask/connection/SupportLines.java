package org.openworkspace.autotask.connection;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What another bundle of this plugin adds to the support file. Registered as a service; called on
 * any thread, answered from memory.
 */
@ConsumerType
public interface SupportLines {

    /**
     * Returns what may help whoever helps, a line each.
     *
     * @param connection what it is about; no name, address, secret, identifier or ticket of it may
     *     be in a line
     */
    List<String> about(Connection connection);
}
