package io.familygrocer.family.federation;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** An account with a provider, whose verified address is that of an account here, and that waits for its owner's yes. */
@Entity
@Table(name = "federation_link")
class FederationLink {

    /** Of the challenge that the client has. */
    @Id
    String hash;

    /** Whose yes it waits for. */
    @Column(name = "person_id", nullable = false)
    UUID personId;

    @Column(nullable = false)
    String issuer;

    @Column(nullable = false)
    String subject;

    @Column(nullable = false)
    String email;

    /** Of the token in the mail that asks for the yes; null while there was none. */
    @Column(name = "mail_hash")
    String mailHash;

    @Column(name = "expires_at", nullable = false)
    Instant expiresAt;
}
