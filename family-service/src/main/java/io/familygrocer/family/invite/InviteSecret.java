package io.familygrocer.family.invite;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;

/**
 * What opens an invite. A code is for reading out: 8 characters of Crockford's base 32, 40 bits; small letters, spaces
 * and hyphens, and O, I and L for 0 and 1, are understood. A token is for links: 128 bits in base64url.
 */
final class InviteSecret {

    private static final int CODE_LENGTH = 8;

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int TOKEN_BYTES = 16;
    private static final int TOKEN_LENGTH = 22;
    private static final SecureRandom RANDOM = new SecureRandom();

    private InviteSecret() {}

    static String newCode() {
        var code = new StringBuilder(CODE_LENGTH);
        RANDOM.ints(CODE_LENGTH, 0, ALPHABET.length())
                .mapToObj(ALPHABET::charAt)
                .forEach(code::append);
        return code.toString();
    }

    static String newToken() {
        byte[] token = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(token);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** The one spelling of a code or token that people may have spelt in many ways. */
    static String canonical(String typed) {
        if (typed.length() == TOKEN_LENGTH) {
            return typed;
        }
        return typed.replaceAll("[\\s-]", "")
                .toUpperCase(Locale.ROOT)
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
    }
}
