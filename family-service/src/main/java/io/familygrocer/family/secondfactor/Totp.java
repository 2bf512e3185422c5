package io.familygrocer.family.secondfactor;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The authenticator app of a person. */
@Entity
@Table(name = "totp")
class Totp {

    @Id
    @Column(name = "person_id")
    UUID personId;

    /** Sealed. */
    @Column(nullable = false)
    byte[] secret;

    @Column(name = "created_at", nullable = false)
    Instant createdAt;

    /** Since when sign-ins need it; null while its first code has not been shown. */
    @Column(name = "confirmed_at")
    Instant confirmedAt;

    /** The step of the newest code that was used: no code is good twice (RFC 6238, 5.2). */
    @Column(name = "last_step", nullable = false)
    long lastStep;

    boolean isOn() {
        return confirmedAt != null;
    }
}
