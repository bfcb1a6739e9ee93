package org.openworkspace.autotask.operations.internal;

import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;

/**
 * A command of the scope {@code autotask}. It prints its answer, since shells show what a command
 * returns only to somebody who sits at them; what goes wrong is an exception, so that a script
 * notices.
 */
interface Command extends Function {

    /** The scope of all commands. */
    String SCOPE = "osgi.command.scope=autotask";

    /** The property that names a command. */
    String FUNCTION = "osgi.command.function=";

    /** The property that Karaf's help shows. */
    String DESCRIPTION = "osgi.command.description=";

    /** The name of the command, which is also the prefix of its texts. */
    String name();

    /** Returns what is printed. */
    String run(List<String> arguments);

    /** A shell takes null for nothing more to show. */
    @Override
    @SuppressWarnings("NullAway")
    default Object execute(CommandSession session, List<Object> arguments) {
        System.out.println(answer(arguments));
        return null;
    }

    /** Runs the command with what was typed after its name. */
    default String answer(List<Object> arguments) {
        List<String> words = arguments.stream().map(String::valueOf).toList();
        return words.contains("--help") ? help() : run(words);
    }

    /** Takes exactly so many arguments, or says how the command is called. */
    default List<String> exactly(int count, List<String> arguments) {
        if (arguments.size() != count || arguments.stream().anyMatch(a -> a.startsWith("--"))) {
            throw new IllegalArgumentException(help());
        }
        return arguments;
    }

    private String help() {
        return Texts.of(name() + ".usage") + "\n" + Terminal.paragraph(Texts.of(name() + ".help"));
    }
}
