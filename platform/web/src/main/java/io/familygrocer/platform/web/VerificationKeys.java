package io.familygrocer.platform.web;

import java.security.PublicKey;

import io.smallrye.mutiny.Uni;

/** The public keys that access tokens are verified with. */
public interface VerificationKeys {

    /** The key with that id; null where nobody shows one. It never fails and never blocks. */
    Uni<PublicKey> find(String kid);
}
