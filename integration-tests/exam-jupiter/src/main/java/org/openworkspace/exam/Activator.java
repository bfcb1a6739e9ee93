package org.openworkspace.exam;

import java.util.Hashtable;
import org.ops4j.pax.exam.ProbeInvokerFactory;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Tells Pax Exam, inside the container, how tests are run. */
public final class Activator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put("driver", ExamDriver.INVOKER);
        context.registerService(
                ProbeInvokerFactory.class,
                (probe, test) -> new JupiterProbeInvoker(test, (BundleContext) probe),
                properties);
    }

    @Override
    public void stop(BundleContext context) {
        // the framework unregisters the service
    }
}
