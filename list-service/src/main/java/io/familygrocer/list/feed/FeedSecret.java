package io.familygrocer.list.feed;

import java.util.regex.Pattern;

import io.familygrocer.platform.web.RandomSecret;

/** The secret of a link: 256 bits that nobody guesses, so that a plain hash keeps it. */
final class FeedSecret {

    private static final int BYTES = 32;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    private FeedSecret() {}

    /** A new secret, fit for a path. */
    static String fresh() {
        return RandomSecret.text(BYTES);
    }

    /** Whether a text may be a secret at all. */
    static boolean hasForm(String text) {
        return FORM.matcher(text).matches();
    }

    /** What the database keeps of it. */
    static byte[] hash(String secret) {
        return RandomSecret.hash(secret);
    }
}
