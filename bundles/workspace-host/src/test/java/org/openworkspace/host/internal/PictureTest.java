package org.openworkspace.host.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTest {

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg"})
    void aPictureIsDrawnAnewAsPng(String format) throws IOException {
        Picture picture = Picture.read(base64(image(format, 96, 64))).orElseThrow();
        assertThat(picture.png()).startsWith(0x89, 'P', 'N', 'G');
        BufferedImage drawn = ImageIO.read(new ByteArrayInputStream(picture.png()));
        assertThat(drawn.getWidth()).isEqualTo(96);
        assertThat(drawn.getHeight()).isEqualTo(64);
    }

    @Test
    void whatIsHiddenBehindThePictureIsNotKept() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(image("png", 16, 16));
        file.write("<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));
        Picture picture = Picture.read(base64(file.toByteArray())).orElseThrow();
        assertThat(new String(picture.png(), StandardCharsets.ISO_8859_1)).doesNotContain("script");
    }

    @Test
    void aPictureThatIsTooLargeIsRefusedBeforeItIsDrawn() throws IOException {
        assertThat(Picture.read(base64(image("png", Picture.LARGEST_SIDE, 1)))).isPresent();
        assertThat(Picture.read(base64(image("png", Picture.LARGEST_SIDE + 1, 1)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<svg xmlns='http://www.w3.org/2000/svg'/>", "\u0089PNG\r\n\u001a\n"})
    void whatIsNoPictureIsRefused(String content) {
        assertThat(Picture.read(base64(content.getBytes(StandardCharsets.ISO_8859_1)))).isEmpty();
        assertThat(Picture.read("not base64 !")).isEmpty();
    }

    @Test
    void aGifIsRefused() throws IOException {
        assertThat(Picture.read(base64(image("gif", 16, 16)))).isEmpty();
    }

    private static byte[] image(String format, int width, int height) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        assertThat(ImageIO.write(image, format, file)).isTrue();
        return file.toByteArray();
    }

    private static String base64(byte[] content) {
        return Base64.getEncoder().encodeToString(content);
    }
}
