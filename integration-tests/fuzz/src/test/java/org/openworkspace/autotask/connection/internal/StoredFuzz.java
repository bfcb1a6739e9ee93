package org.openworkspace.autotask.connection.internal;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openworkspace.autotask.connection.NotedProperties;
import org.openworkspace.autotask.connection.Secret;

/** Whatever stands on the disk in the place of what we wrote: opened as it was, or not at all. */
public final class StoredFuzz {

    private static final Sealing SEALING = new Sealing(new byte[2 * Sealing.KEY_BYTES]);
    private static final String SEALED = SEALING.seal(Secret.of("kept"), "one");

    private StoredFuzz() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        int kind = data.consumeInt(0, 3);
        switch (kind) {
            case 0 -> forged(Sealing.PREFIX + data.consumeRemainingAsString());
            case 1 -> changed(data.consumeInt(0, SEALED.length() - 1), (char) data.consumeShort());
            case 2 -> note(data.consumeRemainingAsString());
            default -> properties(data);
        }
    }

    private static void forged(String text) {
        if (!text.equals(SEALED)
                && (SEALING.open(text, "one").isPresent()
                        || SEALING.renewed(text, "one").isPresent())) {
            throw new AssertionError("opens " + text);
        }
    }

    private static void changed(int at, char by) {
        String text = SEALED.substring(0, at) + by + SEALED.substring(at + 1);
        boolean opens = Sealing.isSealed(text) && SEALING.open(text, "one").isPresent();
        // the last letter has bits that mean nothing
        if (opens && !text.equals(SEALED) && at < SEALED.length() - 1) {
            throw new AssertionError("opens what was changed at " + at);
        }
    }

    private static void note(String text) {
        try {
            NotedProperties.read(Secret.of(text));
        } catch (IOException e) {
            // not written by us
        }
    }

    private static void properties(FuzzedDataProvider data) {
        Map<String, Object> properties = new TreeMap<>();
        while (data.remainingBytes() > 0) {
            properties.put(
                    data.consumeString(30),
                    data.consumeBoolean() ? data.consumeString(100) : (Object) data.consumeLong());
        }
        try {
            Map<String, Object> read = NotedProperties.read(NotedProperties.write(properties));
            if (!read.equals(properties)) {
                throw new AssertionError(properties + " became " + read);
            }
        } catch (IOException e) {
            throw new AssertionError("does not read what it wrote", e);
        }
        LegacyForm.isHeld(properties);
        LegacyForm.hasOwnIdentifier(properties);
        LegacyForm.defect(properties, true);
        Optional<String> key = LegacyForm.identifierKey(properties);
        if (key.filter(k -> !properties.containsKey(k)).isPresent()) {
            throw new AssertionError("names a key that is not there");
        }
    }
}
