package org.openworkspace.autotask.connection.internal;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openworkspace.autotask.connection.IntegrationExtension;
import org.openworkspace.autotask.connection.KeyRotation;
import org.openworkspace.integration.IntegrationModel.Action;
import org.openworkspace.integration.Level;
import org.openworkspace.integration.OutcomeModel;
import org.openworkspace.user.WorkspaceUser;
import org.osgi.service.cm.Configuration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a new key and seals everything with it. Until that is done the file holds both keys, so
 * that nothing is lost whenever it stops; the next start goes on with it.
 */
@Component
public final class KeyChange implements IntegrationExtension, KeyRotation {

    private static final Logger LOG = LoggerFactory.getLogger(KeyChange.class);
    private static final String ID = "key.change";

    private final KeyFile keyFile;
    private final StoredConnections stored;
    private final FileNotes notes;

    @Activate
    public KeyChange(
            @Reference KeyFile keyFile,
            @Reference StoredConnections stored,
            @Reference FileNotes notes) {
        this.keyFile = keyFile;
        this.stored = stored;
        this.notes = notes;
        if (keyFile.changing()) {
            LOG.info("{} secrets are left to be sealed with the new key", sealAnew());
        }
    }

    /** The key is everybody's: where there are several organisations it is the operator's alone. */
    @Override
    public List<Action> actions(WorkspaceUser viewer) {
        return alone(viewer)
                ? List.of(new Action(ID, Texts.in("integration", viewer.locale()).of("action.key")))
                : List.of();
    }

    @Override
    public Optional<OutcomeModel> run(String actionId, WorkspaceUser actor) {
        return actionId.equals(ID) && alone(actor)
                ? Optional.of(rotate(actor.locale()))
                : Optional.empty();
    }

    private boolean alone(WorkspaceUser user) {
        return stored.all().stream()
                .map(StoredConnections::properties)
                .map(Configured::organisation)
                .allMatch(user.organisation()::equals);
    }

    @Override
    public OutcomeModel rotate(Locale locale) {
        Texts texts = Texts.in("integration", locale);
        if (keyFile.sealing().isEmpty()) {
            return OutcomeModel.of(
                    Level.ERROR, texts.of("check.no.key"), texts.of("check.no.key.text"));
        }
        try {
            keyFile.beginChange();
        } catch (IOException e) {
            LOG.warn("The key file cannot be written: {}. The key stays as it is.", e.toString());
            return OutcomeModel.of(
                    Level.ERROR, texts.of("key.failed"), texts.of("key.failed.text"));
        }
        int left = sealAnew();
        return left == 0
                ? OutcomeModel.of(Level.OK, texts.of("key.changed"), texts.of("key.changed.text"))
                : OutcomeModel.of(
                        Level.WARNING,
                        texts.of("key.left").replace("{n}", Integer.toString(left)),
                        texts.of("key.left.text"));
    }

    /** Seals everything with the new key; how many configurations could not be written. */
    private synchronized int sealAnew() {
        Sealing sealing = keyFile.sealing().orElseThrow();
        int left = 0;
        try {
            notes.sealAnew(sealing);
        } catch (IOException e) {
            LOG.warn("Not every note can be written: {}", e.toString());
            left++;
        }
        for (Configuration configuration : stored.withSecrets()) {
            try {
                if (!stored.sealAnew(configuration, sealing)) {
                    left++;
                }
            } catch (IOException | IllegalStateException e) {
                LOG.warn(
                        "Configuration {} cannot be written: {}",
                        configuration.getPid(),
                        e.toString());
                left++;
            }
        }
        try {
            if (left == 0) {
                keyFile.endChange();
            }
        } catch (IOException e) {
            LOG.warn("The key file cannot be written: {}. It keeps both keys.", e.toString());
            left++;
        }
        return left;
    }
}
