package org.openworkspace.autotask.operations.internal;

import java.util.List;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.integration.Level;
import org.openworkspace.integration.OutcomeModel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tries a connection out, which lifts an earlier refusal; one that does not work is an error. */
@Component(
        service = TestCommand.class,
        property = {
            Command.SCOPE,
            Command.FUNCTION + "test",
            Command.DESCRIPTION + "Tries an Autotask connection out"
        })
public final class TestCommand implements Command {

    private final Administration administration;

    @Activate
    public TestCommand(@Reference Administration administration) {
        this.administration = administration;
    }

    @Override
    public String name() {
        return "test";
    }

    @Override
    public String run(List<String> arguments) {
        Connection connection = administration.find(exactly(1, arguments).get(0));
        OutcomeModel outcome = administration.run("test", connection);
        String said =
                Terminal.paragraph(
                        connection.name() + ": " + outcome.title() + ". " + outcome.text());
        if (outcome.level() == Level.ERROR || outcome.level() == Level.WARNING) {
            throw new IllegalStateException(said);
        }
        return said;
    }
}
