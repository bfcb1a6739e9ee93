package org.openworkspace.autotask.operations.internal;

import java.util.List;
import org.openworkspace.user.AuditTrail;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** What is done at a shell, in the host's history if it keeps one. */
@Component(service = History.class)
public final class History {

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<AuditTrail> auditTrails = List.of();

    void record(String organisation, String action, String subject, String detail) {
        auditTrails.forEach(
                trail -> trail.record(Administration.actor(organisation), action, subject, detail));
    }
}
