package org.openworkspace.user;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Remembers who did what. A host may register one; plugins report to it when it is there.
 * Thread-safe; an entry that cannot be stored is the host's to log, never an exception.
 */
@ProviderType
public interface AuditTrail {

    /**
     * Adds an entry, stamped with the host's clock.
     *
     * @param actor who did it
     * @param action what was done: a stable, dotted word such as {@code connection.changed}
     * @param subject the identifier of the thing it was done to
     * @param detail what changed, in plain words, never with a secret in it; may be empty
     */
    void record(WorkspaceUser actor, String action, String subject, String detail);
}
