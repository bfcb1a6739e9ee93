package org.openworkspace.host.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.openworkspace.user.WorkspaceUser;

class RefreshLimitTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final RefreshLimit limit = new RefreshLimit(clock());

    @Test
    void onePersonRefreshesOncePerInterval() {
        assertThat(limit.allows(user("ann"))).isTrue();
        now.set(Instant.EPOCH.plusSeconds(14));
        assertThat(limit.allows(user("ann"))).isFalse();
        now.set(Instant.EPOCH.plusSeconds(16));
        assertThat(limit.allows(user("ann"))).isTrue();
    }

    @Test
    void peopleDoNotLimitEachOther() {
        assertThat(limit.allows(user("ann"))).isTrue();
        assertThat(limit.allows(user("bob"))).isTrue();
    }

    private Clock clock() {
        return ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    }

    private static WorkspaceUser user(String id) {
        return new WorkspaceUser(
                id,
                id,
                "",
                id,
                Locale.ENGLISH,
                ZoneOffset.UTC,
                Set.of(),
                false,
                WorkspaceUser.DEFAULT_ORGANISATION);
    }
}
