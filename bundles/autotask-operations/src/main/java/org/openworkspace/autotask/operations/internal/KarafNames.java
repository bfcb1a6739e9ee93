package org.openworkspace.autotask.operations.internal;

import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Parser;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code autotask:names} as a command of Karaf's own kind, in the place of Gogo's: Karaf lets only
 * such ones complete what is typed, and asks each about every line.
 */
@Component(service = KarafNames.class, immediate = true)
public final class KarafNames implements org.apache.karaf.shell.api.console.Command, Completer {

    private static final String SCOPE = "autotask";
    private static final List<String> GOGO_ALONE =
            List.of(NamesCommand.class.getName(), JLineCompletion.class.getName());

    private final Administration administration;
    private final SessionFactory shell;
    private final ComponentContext context;

    @Activate
    public KarafNames(
            ComponentContext context,
            @Reference SessionFactory shell,
            @Reference Administration administration) {
        this.context = context;
        this.shell = shell;
        this.administration = administration;
        GOGO_ALONE.forEach(context::disableComponent);
        shell.getRegistry().register(this);
    }

    @Deactivate
    void deactivate() {
        shell.getRegistry().unregister(this);
        GOGO_ALONE.forEach(context::enableComponent);
    }

    @Override
    public String getScope() {
        return SCOPE;
    }

    @Override
    public String getName() {
        return NamesCommand.NAME;
    }

    @Override
    public String getDescription() {
        return NamesCommand.WHAT;
    }

    /** Karaf takes null for nothing more to show. */
    @Override
    @SuppressWarnings("NullAway")
    public Object execute(Session session, List<Object> arguments) {
        System.out.println(new NamesCommand(administration).answer(arguments));
        return null;
    }

    @Override
    public Completer getCompleter(boolean scoped) {
        return this;
    }

    /** Karaf takes null for its own. */
    @Override
    @SuppressWarnings("NullAway")
    public Parser getParser() {
        return null;
    }

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        if (line.getCursorArgumentIndex() == 0) {
            candidates.add(SCOPE + ":" + getName());
        } else {
            offered(line.getArguments()[0], line.getCursorArgumentIndex()).forEach(candidates::add);
        }
        return line.getBufferPosition() - line.getArgumentPosition();
    }

    private Stream<String> offered(String typed, int index) {
        if (!typed.startsWith(SCOPE + ":")) {
            return Stream.empty();
        }
        String command = typed.substring(SCOPE.length() + 1);
        return Stream.concat(
                Completions.OPTIONS.getOrDefault(command, List.of()).stream(),
                index == 1 && Completions.OF_CONNECTIONS.contains(command)
                        ? administration.names().stream()
                        : Stream.empty());
    }
}
