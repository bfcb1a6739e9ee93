package org.openworkspace.autotask.operations.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.osgi.service.component.annotations.Component;

/**
 * Lets Tab complete names of connections and options in Gogo with JLine. A shell learns it when it
 * runs its first line, which is its own start-up script; from then on it holds texts alone, and
 * nothing of this bundle.
 */
@Component
public final class JLineCompletion implements CommandSessionListener {

    /** Where such a shell keeps what it knows about completing commands. */
    private static final String KNOWN = ".completions";

    private static final String SCOPE = "autotask:";
    private static final String LEARN = "complete -c " + SCOPE;
    private static final List<String> LESSONS = lessons();

    @Override
    public void beforeExecute(CommandSession session, CharSequence line) {
        if (line.toString().startsWith(LEARN)
                || !(session.get(KNOWN) instanceof Map<?, ?> known)
                || known.keySet().stream().anyMatch(k -> k.toString().startsWith(SCOPE))) {
            return;
        }
        try {
            for (String lesson : LESSONS) {
                session.execute(lesson);
            }
        } catch (Exception e) {
            // a shell that completes in a way of its own goes on as it did
        }
    }

    private static List<String> lessons() {
        List<String> lessons = new ArrayList<>();
        Completions.OF_CONNECTIONS.forEach(
                command -> lessons.add(LEARN + command + " -a " + SCOPE + "names"));
        Completions.OPTIONS.forEach(
                (command, options) ->
                        options.forEach(
                                option ->
                                        lessons.add(
                                                LEARN + command + " -l " + option.substring(2))));
        return lessons;
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence line, Exception exception) {}

    @Override
    public void afterExecute(CommandSession session, CharSequence line, Object result) {}
}
