package io.familygrocer.family.session;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * A sign-in on one device, and which refresh token it takes next. Each token is good once. The reply to a refresh can
 * get lost, so the client that repeats it gets the same successor again; the session knows it without keeping it, as
 * the old token and the salt make it. Any other token means that two hold the session: it ends, for both.
 */
@Entity
@Table(name = "session")
class Session {

    @Id
    UUID id;

    @Column(name = "person_id", nullable = false)
    UUID personId;

    @Column(name = "token_hash", nullable = false)
    byte[] tokenHash;

    @Column(name = "previous_hash")
    byte[] previousHash;

    /** Makes the successor of the previous token; new at each rotation. */
    @Column(name = "successor_salt")
    byte[] successorSalt;

    @Column(name = "created_at", nullable = false)
    Instant createdAt;

    @Column(name = "rotated_at", nullable = false)
    Instant rotatedAt;

    @Column(name = "expires_at", nullable = false)
    Instant expiresAt;

    @Column(name = "ended_at")
    Instant endedAt;

    /** Why it ended: {@code signed-out}, {@code token-reused} or {@code surplus}; null while it lives. */
    @Column(name = "end_reason")
    String endReason;

    /** A session that takes this token first. */
    static Session open(RefreshToken first, UUID personId, Instant now, Duration lifetime) {
        var session = new Session();
        session.id = first.sessionId();
        session.personId = personId;
        session.tokenHash = first.hash();
        session.createdAt = now;
        session.rotatedAt = now;
        session.expiresAt = now.plus(lifetime);
        return session;
    }

    /**
     * Takes a token and gives its successor: a new one for the current token, the same one again for the one before
     * within the window, counted from its first use. Empty where the session is over, which any other token makes it.
     */
    Optional<RefreshToken> rotate(RefreshToken presented, Instant now, Duration lifetime, Duration repeatWindow) {
        if (endedAt != null || !now.isBefore(expiresAt)) {
            return Optional.empty();
        }
        byte[] hash = presented.hash();
        if (MessageDigest.isEqual(tokenHash, hash)) {
            successorSalt = RefreshToken.newSecret();
            var successor = presented.successor(successorSalt);
            previousHash = tokenHash;
            tokenHash = successor.hash();
            rotatedAt = now;
            expiresAt = now.plus(lifetime);
            return Optional.of(successor);
        }
        if (wasPrevious(hash) && !now.isAfter(rotatedAt.plus(repeatWindow))) {
            return Optional.of(presented.successor(successorSalt));
        }
        end(now, "token-reused");
        return Optional.empty();
    }

    /** Ends it, where the token is the current one or the one before. */
    void signOut(RefreshToken presented, Instant now) {
        byte[] hash = presented.hash();
        if (endedAt == null && (MessageDigest.isEqual(tokenHash, hash) || wasPrevious(hash))) {
            end(now, "signed-out");
        }
    }

    private boolean wasPrevious(byte[] hash) {
        return previousHash != null && MessageDigest.isEqual(previousHash, hash);
    }

    private void end(Instant now, String reason) {
        endedAt = now;
        endReason = reason;
    }
}
