package org.openworkspace.exam;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.osgi.framework.FrameworkUtil;

/**
 * Runs the tests of a class inside an OSGi framework. The class says with a static method marked
 * {@code @Configuration} what is installed, and gets services through fields marked
 * {@code @Inject}. Works for plain {@code @Test} methods.
 */
public final class PaxExamExtension
        implements BeforeAllCallback,
                AfterAllCallback,
                InvocationInterceptor,
                TestInstancePostProcessor {

    private static final ExtensionContext.Namespace DRIVERS =
            ExtensionContext.Namespace.create(PaxExamExtension.class);

    private static boolean inside(Class<?> test) {
        return FrameworkUtil.getBundle(test) != null;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Class<?> test = context.getRequiredTestClass();
        if (!inside(test)) {
            context.getStore(DRIVERS).put(test, ExamDriver.start(test));
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Class<?> test = context.getRequiredTestClass();
        if (!inside(test)) {
            ExamDriver driver = context.getStore(DRIVERS).remove(test, ExamDriver.class);
            if (driver != null) {
                driver.stop();
            }
        }
    }

    @Override
    public void postProcessTestInstance(Object instance, ExtensionContext context) {
        if (inside(instance.getClass())) {
            JupiterProbeInvoker.inject(instance);
        }
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        Class<?> test = context.getRequiredTestClass();
        if (inside(test)) {
            invocation.proceed();
        } else {
            invocation.skip();
            requireNonNull(context.getStore(DRIVERS).get(test, ExamDriver.class))
                    .call(method.getExecutable().getName());
        }
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        onlyInside(invocation, context);
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        onlyInside(invocation, context);
    }

    private static void onlyInside(Invocation<Void> invocation, ExtensionContext context)
            throws Throwable {
        if (inside(context.getRequiredTestClass())) {
            invocation.proceed();
        } else {
            invocation.skip();
        }
    }
}
