package io.familygrocer.family.account;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Somebody with an account. */
@Entity
@Table(name = "person")
class Person {

    @Id
    UUID id;

    /** As it was typed; two spellings that differ in case are the same address. */
    @Column(nullable = false)
    String email;

    @Column(name = "display_name", nullable = false)
    String displayName;

    /** When the address was shown to be theirs; null before. */
    @Column(name = "email_verified_at")
    Instant emailVerifiedAt;

    @Column(name = "created_at", nullable = false)
    Instant createdAt;
}
