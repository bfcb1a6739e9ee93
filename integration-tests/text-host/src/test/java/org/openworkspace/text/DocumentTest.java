package org.openworkspace.text;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DocumentTest {

    @Test
    void theDocumentShowsTheSourceThatIsRun() throws IOException {
        String document = Files.readString(Path.of("../../docs/your-own-host.md"));
        String source =
                Files.readString(Path.of("src/main/java/org/openworkspace/text/TextHost.java"));

        assertTrue(document.contains("```java\n" + source + "```\n"));
    }
}
