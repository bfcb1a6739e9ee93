package org.openworkspace.host.internal;

import java.util.Optional;
import org.openworkspace.user.WorkspaceUser;

/**
 * An app that people can put on their workspace.
 *
 * @param type the {@link org.openworkspace.app.AppTypeModel#id()} of its kind
 * @param image names the version of its own picture; empty if it has none and shows its icon
 * @param newWindow whether its links open in a new window
 * @param access who may see it
 * @param owners who may change it besides administrators
 * @param enabled whether its tiles show anything
 */
record App(
        String id,
        String organisation,
        String type,
        String name,
        String icon,
        Optional<String> image,
        String colour,
        Optional<String> connectionId,
        boolean newWindow,
        Audience access,
        Audience owners,
        boolean enabled) {

    boolean opensTo(WorkspaceUser user) {
        return organisation.equals(user.organisation()) && access.includes(user);
    }

    boolean managedBy(WorkspaceUser user) {
        return organisation.equals(user.organisation())
                && (user.administrator() || owners.includes(user));
    }

    App enabled(boolean now) {
        return new App(
                id,
                organisation,
                type,
                name,
                icon,
                image,
                colour,
                connectionId,
                newWindow,
                access,
                owners,
                now);
    }
}
