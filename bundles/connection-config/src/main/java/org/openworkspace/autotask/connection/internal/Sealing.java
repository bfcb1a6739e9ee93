package org.openworkspace.autotask.connection.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.openworkspace.autotask.connection.Secret;

/**
 * Seals secrets with AES-256-GCM under a key that is derived from the key file. A sealed secret
 * opens only for the connection it was sealed for: its identifier is authenticated with it. While
 * the key is being changed there are two: the first seals, either opens.
 */
final class Sealing {

    /** How every sealed secret begins; the number is the version of the format. */
    static final String PREFIX = "sealed:1:";

    /** How long one key is. */
    static final int KEY_BYTES = 32;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final List<SecretKeySpec> sealKeys;
    private final SecretKeySpec nameKey;

    /**
     * Derives the keys.
     *
     * @param master the content of the key file: the key that seals, while it is being changed also
     *     the one before it, and last the one that names logins, which stays the same so that a
     *     refused login stays refused
     */
    Sealing(byte[] master) {
        List<SecretKeySpec> keys = new ArrayList<>();
        for (int at = 0; at < master.length - KEY_BYTES; at += KEY_BYTES) {
            byte[] key = Arrays.copyOfRange(master, at, at + KEY_BYTES);
            keys.add(new SecretKeySpec(mac(key, "seal"), "AES"));
        }
        byte[] last = Arrays.copyOfRange(master, master.length - KEY_BYTES, master.length);
        sealKeys = List.copyOf(keys);
        nameKey = new SecretKeySpec(mac(last, "name"), "HmacSHA256");
    }

    static boolean isSealed(String text) {
        return text.startsWith(PREFIX);
    }

    String seal(Secret secret, String connectionId) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, sealKeys.get(0), nonce, connectionId);
            byte[] sealed = cipher.doFinal(secret.reveal().getBytes(StandardCharsets.UTF_8));
            byte[] all =
                    ByteBuffer.allocate(nonce.length + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array();
            return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES-256-GCM", e);
        }
    }

    /**
     * Opens a sealed secret; empty if it was changed, or sealed under another key or identifier.
     */
    Optional<Secret> open(String sealed, String connectionId) {
        return sealKeys.stream().flatMap(k -> open(sealed, connectionId, k).stream()).findFirst();
    }

    /** Seals anew what was sealed with the key before; empty if it cannot be opened. */
    Optional<String> renewed(String sealed, String connectionId) {
        return open(sealed, connectionId, sealKeys.get(0)).isPresent()
                ? Optional.of(sealed)
                : open(sealed, connectionId).map(secret -> seal(secret, connectionId));
    }

    private static Optional<Secret> open(String sealed, String connectionId, SecretKeySpec key) {
        try {
            byte[] all = Base64.getUrlDecoder().decode(sealed.substring(PREFIX.length()));
            if (all.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
                // some releases of Java fail in another way on so little
                return Optional.empty();
            }
            byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, connectionId);
            byte[] opened = cipher.doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
            return Optional.of(Secret.of(new String(opened, StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Names a login by an HMAC over its parts; each is preceded by its length, so none can pose as
     * two.
     */
    String name(String... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(nameKey);
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
                mac.update(bytes);
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC-SHA256", e);
        }
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, String connectionId)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(connectionId.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static byte[] mac(byte[] master, String label) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(master, "HmacSHA256"));
            return mac.doFinal(
                    ("org.openworkspace.autotask/" + label).getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC-SHA256", e);
        }
    }
}
