package org.openworkspace.exam;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.ops4j.pax.exam.ProbeInvoker;
import org.ops4j.pax.exam.TestContainerException;
import org.ops4j.pax.exam.util.Injector;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** The inside: runs one test method with Jupiter and hands its failure out. */
final class JupiterProbeInvoker implements ProbeInvoker {

    private final String className;
    private final String method;
    private final BundleContext probe;

    JupiterProbeInvoker(String test, BundleContext probe) {
        String[] parts = test.split(";");
        this.className = parts[0];
        this.method = parts[1];
        this.probe = probe;
    }

    static void inject(Object instance) {
        BundleContext context = FrameworkUtil.getBundle(instance.getClass()).getBundleContext();
        context.getService(context.getServiceReference(Injector.class)).injectFields(instance);
    }

    @Override
    public void call(Object... arguments) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            Class<?> test = probe.getBundle().loadClass(className);
            thread.setContextClassLoader(JupiterProbeInvoker.class.getClassLoader());
            TestExecutionSummary summary = run(test);
            if (!summary.getFailures().isEmpty()) {
                throw failure(summary.getFailures().get(0).getException());
            }
            if (summary.getTestsSucceededCount() != 1) {
                throw new TestContainerException(
                        "expected one test, ran " + summary.getTestsSucceededCount());
            }
        } catch (ClassNotFoundException e) {
            throw new TestContainerException(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private TestExecutionSummary run(Class<?> test) {
        Launcher launcher =
                LauncherFactory.create(
                        LauncherConfig.builder()
                                .enableTestEngineAutoRegistration(false)
                                .enableLauncherSessionListenerAutoRegistration(false)
                                .enableLauncherDiscoveryListenerAutoRegistration(false)
                                .enableTestExecutionListenerAutoRegistration(false)
                                .enablePostDiscoveryFilterAutoRegistration(false)
                                .addTestEngines(new JupiterTestEngine())
                                .build());
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        launcher.execute(
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectMethod(test, method))
                        .build(),
                summary);
        return summary.getSummary();
    }

    /** A failure crosses to the driver serialised; what cannot be is told by its text and trace. */
    private static TestContainerException failure(Throwable failure) {
        try {
            new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(failure);
            return new TestContainerException(failure);
        } catch (IOException e) {
            AssertionError copy = new AssertionError(failure.toString());
            copy.setStackTrace(failure.getStackTrace());
            return new TestContainerException(copy);
        }
    }
}
