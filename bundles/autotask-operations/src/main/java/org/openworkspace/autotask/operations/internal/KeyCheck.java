package org.openworkspace.autotask.operations.internal;

import java.util.Optional;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.openworkspace.autotask.connection.ConnectionStore;
import org.openworkspace.autotask.connection.Secret;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether the key can be used: what is sealed with it now opens again. */
@Component(
        service = HealthCheck.class,
        property = {
            HealthCheck.NAME + "=Autotask key",
            HealthCheck.TAGS + "=autotask",
            HealthCheck.TAGS + "=key"
        })
public final class KeyCheck implements HealthCheck {

    private static final Secret PROBE = Secret.of("probe");
    private static final String NOBODY = "health-check";

    private final ConnectionStore store;

    @Activate
    public KeyCheck(@Reference ConnectionStore store) {
        this.store = store;
    }

    @Override
    public Result execute() {
        return store.seal(PROBE, NOBODY)
                        .flatMap(text -> store.open(text, NOBODY))
                        .equals(Optional.of(PROBE))
                ? new Result(Result.Status.OK, Texts.of("key.ok"))
                : new Result(Result.Status.CRITICAL, Texts.of("key.unusable"));
    }
}
