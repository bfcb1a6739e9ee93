package org.openworkspace.autotask.operations.internal;

import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Names the connections, for scripts, and for what Tab completes. */
@Component(
        service = NamesCommand.class,
        property = {
            Command.SCOPE,
            Command.FUNCTION + NamesCommand.NAME,
            Command.DESCRIPTION + NamesCommand.WHAT
        })
public final class NamesCommand implements Command {

    static final String NAME = "names";
    static final String WHAT = "Names the Autotask connections, a line each";

    private final Administration administration;

    @Activate
    public NamesCommand(@Reference Administration administration) {
        this.administration = administration;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** What Tab completes is what a command returns. */
    @Override
    public Object execute(CommandSession session, List<Object> arguments) {
        return arguments.isEmpty() ? administration.names() : answer(arguments);
    }

    @Override
    public String run(List<String> arguments) {
        exactly(0, arguments);
        return String.join("\n", administration.names());
    }
}
