package org.openworkspace.autotask.ticket.internal.mirror;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.openworkspace.autotask.connection.Connection;

/** A test in a world of its own, to which there is one connection. */
abstract class MirrorTest {

    protected MirroredWorld world;
    protected Connection connection;

    @BeforeEach
    final void begin() throws IOException {
        world = new MirroredWorld(500);
        connection = world.connect();
    }

    @AfterEach
    final void end() {
        world.close();
    }
}
