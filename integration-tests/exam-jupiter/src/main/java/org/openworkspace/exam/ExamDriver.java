package org.openworkspace.exam;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.ConfigurationManager;
import org.ops4j.pax.exam.Constants;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.ExamSystem;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.OptionUtils;
import org.ops4j.pax.exam.TestAddress;
import org.ops4j.pax.exam.TestContainer;
import org.ops4j.pax.exam.TestContainerException;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.spi.DefaultExamSystem;
import org.ops4j.pax.exam.spi.PaxExamRuntime;

/** The outside: starts the framework and calls tests in it. Never loaded inside. */
final class ExamDriver {

    static final String INVOKER = "jupiter";

    private final TestContainer container;
    private final Map<String, TestAddress> addresses;

    private ExamDriver(TestContainer container, Map<String, TestAddress> addresses) {
        this.container = container;
        this.addresses = addresses;
    }

    static ExamDriver start(Class<?> test) throws Exception {
        System.setProperty("pax.exam.invoker", INVOKER);
        ExamSystem system = system(OptionUtils.combine(configured(test), jupiterBundles()));
        TestContainer container = PaxExamRuntime.createContainer(system);
        TestProbeBuilder probe = system.createProbe();
        Map<String, TestAddress> addresses = new HashMap<>();
        for (Method method : test.getDeclaredMethods()) {
            if (method.isAnnotationPresent(Test.class)) {
                addresses.put(method.getName(), probe.addTest(test, method.getName()));
            }
        }
        container.start();
        try {
            container.installProbe(probe.build().getStream());
        } catch (RuntimeException e) {
            container.stop();
            throw e;
        }
        return new ExamDriver(container, addresses);
    }

    void call(String method) throws Throwable {
        try {
            container.call(addresses.get(method));
        } catch (TestContainerException e) {
            throw e.getCause() != null ? e.getCause() : e;
        }
    }

    void stop() {
        container.stop();
    }

    private static ExamSystem system(Option[] options) throws Exception {
        String kind =
                new ConfigurationManager()
                        .getProperty(Constants.EXAM_SYSTEM_KEY, Constants.EXAM_SYSTEM_TEST);
        return Constants.EXAM_SYSTEM_DEFAULT.equals(kind)
                ? DefaultExamSystem.create(options)
                : PaxExamRuntime.createTestSystem(options);
    }

    private static Option[] configured(Class<?> test) throws ReflectiveOperationException {
        List<Option> options = new ArrayList<>();
        for (Method method : test.getDeclaredMethods()) {
            if (method.isAnnotationPresent(Configuration.class)) {
                if (!Modifier.isStatic(method.getModifiers())) {
                    throw new IllegalStateException("@Configuration is not static: " + method);
                }
                method.setAccessible(true);
                options.addAll(List.of((Option[]) method.invoke(null)));
            }
        }
        return options.toArray(Option[]::new);
    }

    /** JUnit and this bridge, from the driver's own class path: all of them are bundles. */
    private static Option[] jupiterBundles() {
        return Stream.of(
                        org.opentest4j.AssertionFailedError.class,
                        org.junit.platform.commons.JUnitException.class,
                        org.junit.platform.engine.TestEngine.class,
                        org.junit.platform.launcher.Launcher.class,
                        org.junit.jupiter.api.Test.class,
                        org.junit.jupiter.engine.JupiterTestEngine.class,
                        ExamDriver.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .map(location -> CoreOptions.url(location.toString()).startLevel(5))
                .toArray(Option[]::new);
    }
}
