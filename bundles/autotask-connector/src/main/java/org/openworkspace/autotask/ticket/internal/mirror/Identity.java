package org.openworkspace.autotask.ticket.internal.mirror;

import java.text.Normalizer;
import java.util.Optional;

/**
 * When two addresses are one. Autotask's collation only finds candidates, and finds too many: it
 * ignores case and more. Here outer blanks and the case of A to Z are ignored and nothing else, and
 * an address that only normalising turned into plain ASCII is nobody's.
 */
final class Identity {

    private Identity() {}

    /**
     * Returns an address in the one form in which addresses are compared; empty if it is nobody's.
     */
    static Optional<String> of(String address) {
        String stripped = address.strip();
        String composed = Normalizer.normalize(stripped, Normalizer.Form.NFC);
        if (composed.isEmpty() || ascii(composed) && !ascii(stripped)) {
            return Optional.empty();
        }
        StringBuilder folded = new StringBuilder(composed.length());
        composed.chars().forEach(c -> folded.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c)));
        return Optional.of(folded.toString());
    }

    private static boolean ascii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }
}
