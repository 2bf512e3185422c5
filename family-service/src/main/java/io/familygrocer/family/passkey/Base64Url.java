package io.familygrocer.family.passkey;

import java.util.Base64;

/** How WebAuthn writes bytes in JSON: base64url (RFC 4648, 5) without padding. */
final class Base64Url {

    static final String PATTERN = "[A-Za-z0-9_-]+";
    static final String MESSAGE = "must be base64url without padding";

    private Base64Url() {}

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * The bytes of a text.
     *
     * @throws IllegalArgumentException where it is no such text
     */
    static byte[] decode(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
