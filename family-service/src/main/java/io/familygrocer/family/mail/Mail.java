package io.familygrocer.family.mail;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A mail that waits to be sent; {@link MailWorker} reads it. */
@Entity
@Table(name = "mail")
class Mail {

    @Id
    UUID id;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    MailTemplate template;

    @Column(nullable = false)
    String language;

    /** A sealed {@link MailContent}. */
    @Column(nullable = false)
    byte[] content;

    @Column(name = "created_at", nullable = false)
    Instant createdAt;

    @Column(name = "next_at", nullable = false)
    Instant nextAt;
}
