package org.openworkspace.autotask.operations.internal;

import java.util.List;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Brings connections from before 3.45 along, or says beforehand what that would do. */
@Component(
        service = MigrateCommand.class,
        property = {
            Command.SCOPE,
            Command.FUNCTION + "migrate",
            Command.DESCRIPTION + "Brings connections from before 3.45 along"
        })
public final class MigrateCommand implements Command {

    static final String DRY_RUN = "--dry-run";

    private final Administration administration;

    @Activate
    public MigrateCommand(@Reference Administration administration) {
        this.administration = administration;
    }

    @Override
    public String name() {
        return "migrate";
    }

    @Override
    public String run(List<String> arguments) {
        boolean dryRun = arguments.equals(List.of(DRY_RUN));
        if (!dryRun) {
            exactly(0, arguments);
        }
        return administration.run(dryRun ? "migration.dry-run" : "migration.run").stream()
                .map(Terminal::show)
                .collect(Collectors.joining("\n\n"));
    }
}
