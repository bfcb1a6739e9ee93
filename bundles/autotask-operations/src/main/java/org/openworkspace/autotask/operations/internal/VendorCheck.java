package org.openworkspace.autotask.operations.internal;

import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.openworkspace.autotask.connection.AutotaskSettings;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether this installation has its vendor's tracking identifier. */
@Component(
        service = HealthCheck.class,
        property = {
            HealthCheck.NAME + "=Autotask vendor identifier",
            HealthCheck.TAGS + "=autotask",
            HealthCheck.TAGS + "=vendor"
        })
public final class VendorCheck implements HealthCheck {

    private final AutotaskSettings settings;

    @Activate
    public VendorCheck(@Reference AutotaskSettings settings) {
        this.settings = settings;
    }

    @Override
    public Result execute() {
        return settings.trackingIdentifier().isPresent()
                ? new Result(Result.Status.OK, Texts.of("vendor.ok"))
                : new Result(Result.Status.CRITICAL, Texts.of("vendor.missing"));
    }
}
