package org.openworkspace.autotask.connection.internal;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.openworkspace.autotask.connection.Secret;
import org.openworkspace.autotask.connection.StatusWords;
import org.openworkspace.autotask.ticket.internal.TestSettings;
import org.openworkspace.integration.ConnectionDraft;

/** Whatever somebody types or writes into a file: taken as it is meant, or refused with words. */
public final class TypedFuzz {

    private static final TestSettings SETTINGS =
            new TestSettings(URI.create("https://webservices.autotask.example/"), List.of(), 1000);
    private static final Texts TEXTS = Texts.in("integration", Locale.ENGLISH);
    private static final Path SECRETS = secrets();

    private TypedFuzz() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        int kind = data.consumeInt(0, 3);
        String text = data.consumeRemainingAsString();
        switch (kind) {
            case 0 -> draft(text);
            case 1 -> StatusWords.parse(text).ifPresent(TypedFuzz::readsItself);
            case 2 -> origin(text);
            default -> reference(text);
        }
    }

    private static void draft(String text) {
        Map<String, String> values =
                DraftRules.tidy(
                        new ConnectionDraft(
                                Optional.empty(),
                                Map.of(
                                        Keys.NAME,
                                        text,
                                        Keys.USERNAME,
                                        text,
                                        Keys.SECRET,
                                        text,
                                        Keys.PORTAL_URL,
                                        text,
                                        Keys.COMPANY_IDS,
                                        text,
                                        Keys.IDENTITY,
                                        text,
                                        Keys.STATUS_MAP,
                                        text)));
        DraftRules.problems(values, false, name -> false, SETTINGS, TEXTS);
    }

    private static void readsItself(StatusWords words) {
        if (!StatusWords.parse(words.toString()).equals(Optional.of(words))) {
            throw new AssertionError(words + " is not read as it was written");
        }
    }

    private static void origin(String text) {
        try {
            AllowedHosts allowed = AllowedHosts.of(List.of(text));
            if (allowed.allow(URI.create("https://attacker.example/"))
                    && !text.toLowerCase(Locale.ROOT).contains("example")) {
                throw new AssertionError(text + " lets everybody in");
            }
        } catch (IllegalArgumentException e) {
            if (!e.getMessage().startsWith("allowed.hosts: ")) {
                throw new AssertionError("does not name the key", e);
            }
        }
    }

    private static void reference(String text) {
        Optional<Secret> secret =
                new SecretReference("file:" + text).resolve(Optional.of(SECRETS), name -> "");
        if (secret.isPresent() && !secret.get().reveal().equals("inside")) {
            throw new AssertionError(text + " leads outside");
        }
    }

    private static Path secrets() {
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "secrets");
            Files.writeString(folder.resolve("outside"), "outside");
            Path inside = Files.createDirectory(folder.resolve("in"));
            Files.writeString(inside.resolve("contoso"), "inside");
            return inside;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
