package io.familygrocer.family.passkey;

import java.nio.ByteBuffer;
import java.util.UUID;

/** How an authenticator knows a person: the 16 bytes of their id, which say nothing about them. */
final class UserHandle {

    private UserHandle() {}

    static byte[] of(UUID personId) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(personId.getMostSignificantBits())
                .putLong(personId.getLeastSignificantBits())
                .array();
    }
}
