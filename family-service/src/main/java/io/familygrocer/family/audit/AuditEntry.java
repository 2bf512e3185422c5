package io.familygrocer.family.audit;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.UuidGenerator;

/** Something that happened to the safety of an account. The id's order is that of time. */
@Entity
@Immutable
@Table(name = "audit_entry")
class AuditEntry {

    @Id
    @GeneratedValue
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    UUID id;

    @Column(name = "person_id", nullable = false)
    UUID personId;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    AuditAction action;

    /** A JSON object of texts. */
    @Column(nullable = false)
    String detail;

    /** The network that it came from, never the whole address; null where nobody asked over a network. */
    String network;

    /** What the program called itself; null where nobody asked over a network. */
    String device;

    @Column(name = "happened_at", nullable = false)
    Instant happenedAt;
}
