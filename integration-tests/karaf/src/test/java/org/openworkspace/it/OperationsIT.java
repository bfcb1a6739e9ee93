package org.openworkspace.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import java.util.Set;
import javax.inject.Inject;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openworkspace.exam.PaxExamExtension;
import org.openworkspace.story.Story;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.BundleContext;

/** The commands in Karaf's own shell. */
@ExtendWith(PaxExamExtension.class)
@EnabledForJreRange(max = JRE.JAVA_21, disabledReason = "Karaf 4.4 does not run on this JDK")
class OperationsIT {

    @Inject BundleContext bundles;
    @Inject SessionFactory shell;

    @Configuration
    static Option[] karaf() throws IOException {
        return Kar.stockKaraf("autotask-operations", "autotask-simulator");
    }

    @Test
    void theShellTellsTheSame() throws Exception {
        try (Story story = new Story(bundles)) {
            story.theShellTellsTheSame(this::run);
        }
    }

    @Test
    void aShellStoresAConnection() throws Exception {
        try (Story story = new Story(bundles)) {
            story.aShellStoresAConnection(this::runAsAdministrator);
        }
    }

    @Test
    void dataStaysUntilItIsRemoved() throws Exception {
        try (Story story = new Story(bundles)) {
            story.dataStaysUntilItIsRemoved(this::run, Path.of(bundles.getProperty("karaf.etc")));
        }
    }

    @Test
    void tabCompletesNamesAndOptions() throws Exception {
        try (Story story = new Story(bundles);
                Keyboard keyboard = new Keyboard()) {
            story.connect();
            PrintStream screen = new PrintStream(keyboard.output(), true, StandardCharsets.UTF_8);
            Session session =
                    shell.create(keyboard.input(), screen, screen, keyboard, "UTF-8", () -> {});
            Thread console = new Thread(session);
            console.start();
            try {
                keyboard.type("autotask:test Con\t\r");
                Story.until(
                        "a name is completed",
                        keyboard::shown,
                        text -> text.contains("Contoso: Connected."));
                keyboard.type("autotask:migrate --d\t\r");
                Story.until(
                        "an option is completed",
                        keyboard::shown,
                        text -> text.contains("Nothing to migrate"));
            } finally {
                session.close();
                console.join();
            }
        }
    }

    @Test
    void karafsHelpNamesTheCommands() {
        assertTrue(
                shell.getRegistry().getCommands().stream()
                        .filter(command -> "autotask".equals(command.getScope()))
                        .filter(command -> !command.getDescription().equals(command.getName()))
                        .map(command -> command.getName())
                        .toList()
                        .contains("check-user"));
    }

    /** Karaf's own commands on configurations are for those who have its roles. */
    private String runAsAdministrator(String line) throws Exception {
        Subject administrator =
                new Subject(
                        true,
                        Set.of(new RolePrincipal("admin"), new RolePrincipal("manager")),
                        Set.of(),
                        Set.of());
        return Subject.doAs(
                administrator, (PrivilegedExceptionAction<String>) () -> this.run(line));
    }

    private String run(String line) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        Session session = shell.create(new ByteArrayInputStream(new byte[0]), out, out);
        try {
            Object result = session.execute(line);
            return printed.toString(StandardCharsets.UTF_8) + (result == null ? "" : result);
        } finally {
            session.close();
        }
    }
}
