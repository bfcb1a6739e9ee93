package org.openworkspace.host.internal;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.util.Base64;
import java.util.Optional;

/** Any file in the place of a picture: drawn anew within its size, or refused. */
public final class PictureFuzz {

    private PictureFuzz() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        boolean encoded = data.consumeBoolean();
        Optional<Picture> picture =
                Picture.read(
                        encoded
                                ? Base64.getEncoder().encodeToString(data.consumeRemainingAsBytes())
                                : data.consumeRemainingAsString());
        if (picture.filter(p -> p.png().length > 4 * 256 * 256 + 4096).isPresent()) {
            throw new AssertionError("a picture larger than it may be");
        }
    }
}
