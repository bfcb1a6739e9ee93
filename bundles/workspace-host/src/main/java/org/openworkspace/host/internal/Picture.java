package org.openworkspace.host.internal;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A picture that somebody uploaded, drawn anew as PNG: nothing of the file itself is kept.
 *
 * @param png the picture
 * @param mark changes with the picture
 */
record Picture(byte[] png, String mark) {

    static final int LARGEST_SIDE = 256;

    /**
     * Reads a PNG or JPEG from Base64; empty if it is neither, or is larger than {@value
     * #LARGEST_SIDE} pixels in either direction.
     */
    static Optional<Picture> read(String base64) {
        try (ImageInputStream in =
                new MemoryCacheImageInputStream(
                        new ByteArrayInputStream(Base64.getDecoder().decode(base64)))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return Optional.empty();
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                boolean wanted =
                        reader.getFormatName().matches("(?i)png|jpe?g")
                                && reader.getWidth(0) <= LARGEST_SIDE
                                && reader.getHeight(0) <= LARGEST_SIDE;
                return wanted ? Optional.of(of(reader.read(0))) : Optional.empty();
            } finally {
                reader.dispose();
            }
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Picture of(BufferedImage image) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(png)) {
            if (!ImageIO.write(image, "png", out)) {
                throw new IOException("cannot be drawn as PNG");
            }
        }
        return new Picture(png.toByteArray(), mark(png.toByteArray()));
    }

    private static String mark(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
