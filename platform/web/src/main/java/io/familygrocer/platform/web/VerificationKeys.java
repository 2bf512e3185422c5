package io.familygrocer.platform.web;

import java.security.PublicKey;

import io.smallrye.mutiny.Uni;

/** The public keys that access tokens are verified with. */
public interface VerificationKeys {

    /** The key with that id; null where nobody shows one. It never fails and never blocks. */
    Uni<PublicKey> find(String kid);

    /** Whether the key with that id is held at this moment; false also where only {@link #find} can say. */
    default boolean holds(String kid) {
        return false;
    }
}
