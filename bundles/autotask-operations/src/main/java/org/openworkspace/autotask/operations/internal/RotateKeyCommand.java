package org.openworkspace.autotask.operations.internal;

import java.util.List;
import java.util.Locale;
import org.openworkspace.autotask.connection.KeyRotation;
import org.openworkspace.integration.Level;
import org.openworkspace.integration.OutcomeModel;
import org.openworkspace.user.WorkspaceUser;
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

    private final KeyRotation key;
    private final History history;

    @Activate
    public RotateKeyCommand(@Reference KeyRotation key, @Reference History history) {
        this.key = key;
        this.history = history;
    }

    @Override
    public String name() {
        return "rotate-key";
    }

    @Override
    public String run(List<String> arguments) {
        exactly(0, arguments);
        OutcomeModel outcome = key.rotate(Locale.getDefault());
        history.record(
                WorkspaceUser.DEFAULT_ORGANISATION, "action.key.change", "", outcome.title());
        if (outcome.level() != Level.OK) {
            throw new IllegalStateException(Terminal.show(outcome));
        }
        return Terminal.show(outcome);
    }
}
