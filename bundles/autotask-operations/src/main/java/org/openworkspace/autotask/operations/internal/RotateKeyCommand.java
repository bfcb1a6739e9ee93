package org.openworkspace.autotask.operations.internal;

import java.util.List;
import org.openworkspace.integration.Level;
import org.openworkspace.integration.OutcomeModel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes a new key and seals every secret of the installation anew. */
@Component(
        service = RotateKeyCommand.class,
        property = {
            Command.SCOPE,
            Command.FUNCTION + "rotate-key",
            Command.DESCRIPTION + "Makes a new key and seals every secret anew"
        })
public final class RotateKeyCommand implements Command {

    private final Administration administration;

    @Activate
    public RotateKeyCommand(@Reference Administration administration) {
        this.administration = administration;
    }

    @Override
    public String name() {
        return "rotate-key";
    }

    @Override
    public String run(List<String> arguments) {
        exactly(0, arguments);
        // the key is the installation's: one change serves every organisation
        OutcomeModel outcome = administration.run("key.change", 1).get(0);
        if (outcome.level() != Level.OK) {
            throw new IllegalStateException(Terminal.show(outcome));
        }
        return Terminal.show(outcome);
    }
}
