package org.openworkspace.tile;

import org.osgi.annotation.versioning.ConsumerType;

/** Something that is being watched until it is closed. Closing it again does nothing. */
@ConsumerType
@FunctionalInterface
public interface Watch extends AutoCloseable {

    @Override
    void close();
}
