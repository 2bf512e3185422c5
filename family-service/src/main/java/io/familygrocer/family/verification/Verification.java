package io.familygrocer.family.verification;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;

/** The newest link of a kind that a person was sent, and how many were sent lately. */
@Entity
@Table(name = "verification")
class Verification {

    @EmbeddedId
    Key key;

    /** Null once the link was used. */
    @Column(name = "token_hash")
    byte[] tokenHash;

    /** The address that the link was sent to, which it shows to be theirs. */
    @Column(nullable = false)
    String email;

    @Column(name = "expires_at", nullable = false)
    Instant expiresAt;

    @Column(nullable = false)
    int mails;

    @Column(name = "window_start", nullable = false)
    Instant windowStart;

    /** Makes this link the only one that is good. */
    void renew(MailToken token, String address, Instant now, Duration lifetime) {
        tokenHash = token.hash();
        email = address;
        expiresAt = now.plus(lifetime);
        mails++;
    }

    /** Begins to count anew where the window is over. */
    void count(Instant now, Duration window) {
        if (!now.isBefore(windowStart.plus(window))) {
            windowStart = now;
            mails = 0;
        }
    }

    /** One kind of link of one person. */
    @Embeddable
    record Key(
            @Column(name = "person_id") UUID personId,
            @Enumerated(EnumType.STRING) Purpose purpose) {}
}
