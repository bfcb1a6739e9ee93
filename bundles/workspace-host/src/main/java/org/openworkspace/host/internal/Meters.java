package org.openworkspace.host.internal;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Where plugins put their meters; they are read as {@code /metrics}. */
@Component(service = {MeterRegistry.class, Meters.class})
public final class Meters extends PrometheusMeterRegistry {

    @Activate
    public Meters() {
        super(PrometheusConfig.DEFAULT);
    }

    @Deactivate
    void stop() {
        close();
    }
}
