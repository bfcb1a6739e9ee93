package org.openworkspace.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The runnable demo; on the JDK of the build the browser's tests run it. */
class DemoJarIT {

    @Test
    void itStartsOnTheNewestJdk() throws Exception {
        Optional<Path> jdk = Jdks.newest();
        assumeTrue(jdk.isPresent(), Jdks.MISSING);
        try (StartedWorkspace workspace = new StartedWorkspace("demo")) {
            workspace.start(
                    jdk.get(),
                    workspace.home(),
                    Map.of(),
                    List.of(
                            "java",
                            "-Xmx256m",
                            "-jar",
                            Unpacked.tool("autotask-demo").toString(),
                            "--port",
                            Integer.toString(workspace.port()),
                            "--simulator-port",
                            Integer.toString(workspace.simulatorPort()),
                            "--home",
                            workspace.home().toString()));

            workspace.showsTickets();
        }
    }
}
