package io.familygrocer.family.federation;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A sign-in that is under way at a provider. */
@Entity
@Table(name = "federation_attempt")
class FederationAttempt {

    /** Of the secret that the client keeps until the provider sends the person back. */
    @Id
    String hash;

    /** The name of the provider. */
    @Column(nullable = false)
    String provider;

    /** Who adds the provider to their account; null for who signs in with it. */
    @Column(name = "person_id")
    UUID personId;

    /** {@link Proof}, encrypted. */
    @Column(nullable = false)
    byte[] sealed;

    @Column(name = "expires_at", nullable = false)
    Instant expiresAt;

    /**
     * What shows that the code that comes back, and the ID token that it is traded for, belong to this attempt.
     *
     * @param codeVerifier as of RFC 7636
     */
    record Proof(String nonce, String codeVerifier) {

        @Override
        public String toString() {
            return "Proof[…]";
        }
    }
}
