package io.familygrocer.family.account;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The password of a person who has one. */
@Entity
@Table(name = "password")
class Password {

    @Id
    @Column(name = "person_id")
    UUID personId;

    /** The hash with its parameters; see {@link PasswordHash}. */
    @Column(nullable = false)
    String phc;

    @Column(name = "changed_at", nullable = false)
    Instant changedAt;
}
