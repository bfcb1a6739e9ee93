package org.openworkspace.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/** Texts that nobody but their owner may ever see, and the eye that looks for them everywhere. */
final class Canaries {

    /** Each canary's name, by every form in which it could be written. */
    private final Map<String, String> names = new LinkedHashMap<>();

    private final Set<String> found = new TreeSet<>();

    /** A text like an Autotask secret, with characters that files and pages like to change. */
    String secret(String name) {
        return add(name, UUID.randomUUID().toString().substring(0, 18) + "!$#=\"&<");
    }

    /** A text like a tracking identifier. */
    String identifier(String name) {
        return add(
                name, UUID.randomUUID().toString().replace("-", "").substring(0, 26).toUpperCase());
    }

    private String add(String name, String canary) {
        // the part that no writer escapes; it is as secret as the whole
        String core = canary.substring(0, 18);
        byte[] bytes = core.getBytes(StandardCharsets.UTF_8);
        List<String> forms = new ArrayList<>();
        forms.add(core);
        forms.add(text(core.getBytes(StandardCharsets.UTF_16LE)));
        forms.add(HexFormat.of().formatHex(bytes));
        forms.add(URLEncoder.encode(core, StandardCharsets.UTF_8));
        for (int offset = 0; offset < 3; offset++) {
            // what comes before and after shifts Base64 by so many bytes
            byte[] whole = Arrays.copyOfRange(bytes, offset, offset + 15);
            forms.add(Base64.getEncoder().encodeToString(whole));
            forms.add(Base64.getUrlEncoder().encodeToString(whole));
        }
        forms.forEach(form -> names.put(form, name));
        return canary;
    }

    /** Looks at a text. */
    void look(String where, String text) {
        names.forEach(
                (form, name) -> {
                    if (text.contains(form)) {
                        int at = text.indexOf(form);
                        found.add(
                                name
                                        + " in "
                                        + where
                                        + ": "
                                        + text.substring(Math.max(0, at - 200), at)
                                                .replaceAll("[^\\x20-\\x7e]+", " "));
                    }
                });
    }

    /** Looks at every file in a folder, and says how many there are. */
    int look(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).toList();
        } catch (UncheckedIOException e) {
            // a file that went away meanwhile
            return look(folder);
        }
        for (Path file : files) {
            try {
                look(file.toString(), text(Files.readAllBytes(file)));
            } catch (NoSuchFileException e) {
                continue;
            }
        }
        return files.size();
    }

    /** Where canaries were seen, with what stood before them. */
    Set<String> found() {
        return found;
    }

    private static String text(byte[] bytes) {
        Charset oneByteEach = StandardCharsets.ISO_8859_1;
        return new String(bytes, oneByteEach);
    }
}
