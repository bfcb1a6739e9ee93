package org.openworkspace.autotask.operations.internal;

import java.util.List;
import java.util.Map;

/** What Tab completes after the name of a command, whatever shell it is. */
final class Completions {

    /** The commands whose first argument is the name of a connection. */
    static final List<String> OF_CONNECTIONS = List.of("test", "check-user");

    /** The options of commands that have some. */
    static final Map<String, List<String>> OPTIONS =
            Map.of(
                    "migrate", List.of(MigrateCommand.DRY_RUN),
                    "remove-data", List.of(RemoveDataCommand.SETTINGS_TOO, RemoveDataCommand.YES));

    private Completions() {}
}
