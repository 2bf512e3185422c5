package io.familygrocer.family.privacy;

import java.security.MessageDigest;

import io.familygrocer.platform.web.RandomSecret;

/** What shows the report of an erasure to whoever holds it: nobody can sign in any more to read it. Kept hashed. */
record ErasureToken(String value) {

    private static final int BYTES = 24;

    static ErasureToken random() {
        return new ErasureToken(RandomSecret.text(BYTES));
    }

    /** What the database knows of it. */
    byte[] hash() {
        return RandomSecret.hash(value);
    }

    /** Whether this is its hash; the comparison takes the same time for each. */
    boolean isOf(byte[] hash) {
        return MessageDigest.isEqual(hash, hash());
    }

    @Override
    public String toString() {
        return "ErasureToken[…]";
    }
}
