package org.openworkspace.autotask.operations.internal;

import java.util.List;
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

    @Override
    public List<String> run(List<String> arguments) {
        exactly(0, arguments);
        return administration.names();
    }
}
