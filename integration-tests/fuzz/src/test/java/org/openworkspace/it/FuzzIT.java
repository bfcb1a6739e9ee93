package org.openworkspace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Gives every parser of what comes from elsewhere many thousand inputs, made by Jazzer from the
 * seeds and from what each input reaches in the code. One that breaks a parser is printed, and kept
 * in a file that can be given to Jazzer again.
 */
class FuzzIT {

    private static final String RUNS = System.getProperty("fuzz.runs", "30000");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.openworkspace.autotask.ticket.internal.http.AnswerFuzz",
                "org.openworkspace.autotask.ticket.internal.mirror.RowFuzz",
                "org.openworkspace.autotask.connection.internal.TypedFuzz",
                "org.openworkspace.autotask.connection.internal.StoredFuzz",
                "org.openworkspace.host.internal.PictureFuzz"
            })
    void isReadOrRefused(String target) throws IOException, InterruptedException {
        String name = target.substring(target.lastIndexOf('.') + 1);
        Path corpus = Files.createDirectories(Path.of("target", "corpus", name));
        Path seeds = Path.of("src", "test", "seeds", name);
        assertThat(seeds).isNotEmptyDirectory();
        Path log = Path.of("target", name + ".log");
        Process jazzer =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-XX:+EnableDynamicAgentLoading",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                "com.code_intelligence.jazzer.Jazzer",
                                "--target_class=" + target,
                                "--instrumentation_includes=org.openworkspace.**:com.fasterxml.jackson.**:com.sun.imageio.**",
                                "--reproducer_path=target",
                                "-artifact_prefix=target/" + name + "-",
                                "-runs=" + RUNS,
                                "-seed=1",
                                "-timeout=20",
                                corpus.toString(),
                                seeds.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        int status = jazzer.waitFor();
        List<String> printed = Files.readAllLines(log);
        assertThat(status)
                .as(
                        String.join(
                                "\n",
                                printed.subList(Math.max(0, printed.size() - 60), printed.size())))
                .isZero();
        assertThat(printed).anyMatch(line -> line.contains("Done " + RUNS + " runs"));
    }
}
