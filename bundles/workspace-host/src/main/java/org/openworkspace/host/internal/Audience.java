package org.openworkspace.host.internal;

import java.util.Collections;
import java.util.Set;
import org.openworkspace.user.WorkspaceUser;

/**
 * The people that something is for.
 *
 * @param everyone all people of the organisation, whatever the sets say
 * @param users identifiers of people
 * @param groups identifiers of the host's groups
 */
record Audience(boolean everyone, Set<String> users, Set<String> groups) {

    static final Audience EVERYONE = new Audience(true, Set.of(), Set.of());
    static final Audience NOBODY = new Audience(false, Set.of(), Set.of());

    Audience {
        users = Set.copyOf(users);
        groups = Set.copyOf(groups);
    }

    boolean includes(WorkspaceUser user) {
        return everyone
                || users.contains(user.id())
                || !Collections.disjoint(groups, user.groups());
    }
}
