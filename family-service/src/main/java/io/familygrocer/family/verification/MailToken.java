package io.familygrocer.family.verification;

import io.familygrocer.platform.web.RandomSecret;

/** What a mail's link ends with: 256 random bits in base64url. */
record MailToken(String text) {

    private static final int BYTES = 32;

    static MailToken random() {
        return new MailToken(RandomSecret.text(BYTES));
    }

    /** What the database knows of it. */
    byte[] hash() {
        return RandomSecret.hash(text);
    }

    @Override
    public String toString() {
        return "MailToken[…]";
    }
}
