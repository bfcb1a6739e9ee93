package org.openworkspace.autotask.operations.internal;

import java.util.List;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Says what was asked of Autotask in the last hour. */
@Component(
        service = UsageCommand.class,
        property = {
            Command.SCOPE,
            Command.FUNCTION + "usage",
            Command.DESCRIPTION + "Says what was asked of Autotask in the last hour"
        })
public final class UsageCommand implements Command {

    private final Administration administration;

    @Activate
    public UsageCommand(@Reference Administration administration) {
        this.administration = administration;
    }

    @Override
    public String name() {
        return "usage";
    }

    @Override
    public String run(List<String> arguments) {
        exactly(0, arguments);
        return administration.run("connector.usage").stream()
                .map(Terminal::show)
                .collect(Collectors.joining("\n\n"));
    }
}
