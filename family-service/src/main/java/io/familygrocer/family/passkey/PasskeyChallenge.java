package io.familygrocer.family.passkey;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Something that an authenticator has been asked to sign. */
@Entity
@Table(name = "passkey_challenge")
class PasskeyChallenge {

    /** Its SHA-256, in base64url. */
    @Id
    String hash;

    /** Whose new passkey has to sign it; null for a sign-in, when nobody knows yet. */
    @Column(name = "person_id")
    UUID personId;

    @Column(name = "expires_at", nullable = false)
    Instant expiresAt;

    static PasskeyChallenge of(byte[] bytes, UUID personId, Instant expiresAt) {
        var challenge = new PasskeyChallenge();
        challenge.hash = PasskeyVerifier.hash(bytes);
        challenge.personId = personId;
        challenge.expiresAt = expiresAt;
        return challenge;
    }
}
