package org.openworkspace.app;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Says which apps depend on a connection. A host may register one; plugins ask it before they take
 * a connection away for good, and work without it. Thread-safe; answers from memory.
 */
@ProviderType
public interface AppUse {

    /**
     * Returns the names of the apps that would stop without a connection, in their order.
     *
     * @param organisation whose apps; an unknown one has none
     * @param connectionId a connection, known or not
     */
    List<String> using(String organisation, String connectionId);
}
