package org.openworkspace.autotask.connection.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.openworkspace.autotask.connection.Secret;

/**
 * Where a secret is kept that is not stored with its connection: {@code env:NAME} for an
 * environment variable, {@code file:NAME} for a file below the operator's folder of secrets.
 */
record SecretReference(String text) {

    private static final String ENVIRONMENT = "env:";
    private static final String FILE = "file:";
    private static final int LONGEST = 1000;

    /**
     * Reads what is there now, without the line break that editors leave; empty if nothing is.
     *
     * @param folder the operator's folder of secrets; empty if there is none
     * @param environment returns an environment variable, or an empty text
     */
    Optional<Secret> resolve(Optional<Path> folder, UnaryOperator<String> environment) {
        if (text.startsWith(ENVIRONMENT)) {
            return secret(environment.apply(text.substring(ENVIRONMENT.length())));
        }
        return text.startsWith(FILE)
                ? folder.flatMap(f -> read(f, text.substring(FILE.length())))
                : Optional.empty();
    }

    private static Optional<Secret> read(Path folder, String name) {
        try {
            // links are followed before the place is judged
            Path inside = folder.toRealPath();
            Path file = inside.resolve(name).toRealPath();
            return file.startsWith(inside) && Files.size(file) <= LONGEST
                    ? secret(Files.readString(file).strip())
                    : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<Secret> secret(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Secret.of(text));
    }
}
