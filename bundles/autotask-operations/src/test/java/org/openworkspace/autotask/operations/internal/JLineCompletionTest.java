package org.openworkspace.autotask.operations.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.jline.builtins.Commands;
import org.jline.builtins.Completers;
import org.jline.builtins.Completers.CompletionData;
import org.jline.builtins.Completers.CompletionEnvironment;
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser.ParseContext;
import org.jline.reader.impl.DefaultParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With Gogo's runtime and JLine's completer, put together as Gogo with JLine does it. */
class JLineCompletionTest {

    private final Map<String, List<CompletionData>> known = new HashMap<>();
    private final CommandProcessorImpl gogo = new CommandProcessorImpl(new ThreadIOImpl());
    private CommandSession session;

    @BeforeEach
    void start() throws Exception {
        Function complete =
                (s, arguments) -> {
                    Commands.complete(
                            null,
                            System.out,
                            System.err,
                            known,
                            arguments.stream().map(Object::toString).toArray(String[]::new));
                    return "";
                };
        Function names = (s, arguments) -> List.of("Contoso", "Fabrikam North");
        gogo.addCommand("gogo", complete, "complete");
        gogo.addCommand("autotask", names, "names");
        gogo.addListener(new JLineCompletion());
        session =
                gogo.createSession(
                        new ByteArrayInputStream(new byte[0]),
                        new ByteArrayOutputStream(),
                        new ByteArrayOutputStream());
        session.put(".completions", known);
    }

    @Test
    void aShellCompletesAfterItsFirstLine() throws Exception {
        session.execute("greeting = hello");

        assertThat(offered("autotask:test Con")).contains("Contoso", "Fabrikam North");
        assertThat(offered("autotask:check-user ")).contains("Contoso");
        assertThat(offered("autotask:migrate --")).containsExactly("--dry-run");
        assertThat(offered("autotask:remove-data --"))
                .containsExactlyInAnyOrder("--yes", "--with-settings");
        assertThat(offered("autotask:list ")).isEmpty();
    }

    @Test
    void aShellLearnsOnce() throws Exception {
        session.execute("greeting = hello");
        session.execute("greeting = hello");

        assertThat(known.get("autotask:test")).hasSize(1);
    }

    @Test
    void aShellThatCompletesNothingGoesOn() throws Exception {
        session.put(".completions", null);

        assertThat(session.execute("greeting = hello")).hasToString("hello");
        assertThat(known).isEmpty();
    }

    private List<String> offered(String line) {
        List<Candidate> candidates = new ArrayList<>();
        new Completers.Completer(new Gogo())
                .complete(
                        null,
                        new DefaultParser().parse(line, line.length(), ParseContext.COMPLETE),
                        candidates);
        return candidates.stream().map(Candidate::value).toList();
    }

    private final class Gogo implements CompletionEnvironment {

        @Override
        public Map<String, List<CompletionData>> getCompletions() {
            return known;
        }

        @Override
        public Set<String> getCommands() {
            return known.keySet();
        }

        @Override
        public String resolveCommand(String command) {
            return command;
        }

        @Override
        public String commandName(String command) {
            return command;
        }

        @Override
        public Object evaluate(LineReader reader, ParsedLine line, String script) throws Exception {
            return session.execute(script);
        }
    }
}
