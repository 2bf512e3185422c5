package io.familygrocer.list.photo;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** What the first bytes of a file say that it is; what its sender says about it does not count. */
enum Kind {
    JPEG,
    PNG,
    WEBP,
    /** What phones write by themselves and no free decoder of the platform reads. */
    HEIC;

    private static final int BRAND = 8;
    private static final int BRAND_END = 12;
    private static final Set<String> HEIC_BRANDS =
            Set.of("heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1", "avif", "avis");

    static Optional<Kind> of(byte[] bytes) {
        if (bytes.length < BRAND_END) {
            return Optional.empty();
        }
        if ((bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xD8 && (bytes[2] & 0xFF) == 0xFF) {
            return Optional.of(JPEG);
        }
        if ((bytes[0] & 0xFF) == 0x89 && text(bytes, 1, 4).equals("PNG")) {
            return Optional.of(PNG);
        }
        if (text(bytes, 0, 4).equals("RIFF") && text(bytes, BRAND, BRAND_END).equals("WEBP")) {
            return Optional.of(WEBP);
        }
        boolean isHeic = text(bytes, 4, BRAND).equals("ftyp") && HEIC_BRANDS.contains(text(bytes, BRAND, BRAND_END));
        return isHeic ? Optional.of(HEIC) : Optional.empty();
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
