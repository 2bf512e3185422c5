package io.familygrocer.family.federation;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** An account with a provider that signs a person in here. */
@Entity
@Table(name = "federated_identity")
class FederatedIdentity {

    @Id
    UUID id;

    @Column(nullable = false)
    String issuer;

    @Column(nullable = false)
    String subject;

    @Column(name = "person_id", nullable = false)
    UUID personId;

    /** The address that the provider had when it was linked, for its person to recognise it; may be null. */
    String email;

    @Column(name = "created_at", nullable = false)
    Instant createdAt;

    @Column(name = "last_used_at")
    Instant lastUsedAt;
}
