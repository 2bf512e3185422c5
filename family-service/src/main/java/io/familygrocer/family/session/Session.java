package io.familygrocer.family.session;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.familygrocer.family.FamilyConfig;
import io.familygrocer.family.token.AccessToken;

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

    /** Why it ended; null while it lives. */
    @Column(name = "end_reason")
    EndReason endReason;

    /** What it was opened on, in the client's words. */
    @Column(nullable = false)
    String device;

    /** How its owner signed in: the values of {@code amr}, with blanks between them. */
    @Column(nullable = false)
    String methods;

    /** A session that takes this token first. */
    static Session open(
            RefreshToken first,
            UUID personId,
            DeviceInfo device,
            Set<AuthenticationMethod> methods,
            Instant now,
            FamilyConfig.Sessions bounds) {
        var session = new Session();
        session.id = first.sessionId();
        session.personId = personId;
        session.device = device.name();
        session.methods =
                methods.stream().map(AuthenticationMethod::wire).sorted().collect(Collectors.joining(" "));
        session.tokenHash = first.hash();
        session.createdAt = now;
        session.rotatedAt = now;
        session.prolong(now, bounds);
        return session;
    }

    /**
     * Takes a token and gives its successor: a new one for the current token, the same one again for the one before
     * within the window, counted from its first use. Empty where the session is over, which any other token makes it.
     */
    Optional<RefreshToken> rotate(RefreshToken presented, Instant now, FamilyConfig.Sessions bounds) {
        if (!isLive(now)) {
            return Optional.empty();
        }
        byte[] hash = presented.hash();
        if (MessageDigest.isEqual(tokenHash, hash)) {
            successorSalt = RefreshToken.newSecret();
            var successor = presented.successor(successorSalt);
            previousHash = tokenHash;
            tokenHash = successor.hash();
            rotatedAt = now;
            prolong(now, bounds);
            return Optional.of(successor);
        }
        if (wasPrevious(hash) && !now.isAfter(rotatedAt.plus(bounds.repeatWindow()))) {
            return Optional.of(presented.successor(successorSalt));
        }
        end(now, EndReason.REUSE);
        return Optional.empty();
    }

    /** Whether it can still be used. */
    boolean isLive(Instant now) {
        return endedAt == null && now.isBefore(expiresAt);
    }

    /** What its access tokens say of it. */
    AccessToken.Session claims() {
        return new AccessToken.Session(id, Set.of(methods.split(" ")));
    }

    /** Ends it, where the token is the current one or the one before. */
    void signOut(RefreshToken presented, Instant now) {
        byte[] hash = presented.hash();
        if (endedAt == null && (MessageDigest.isEqual(tokenHash, hash) || wasPrevious(hash))) {
            end(now, EndReason.SIGN_OUT);
        }
    }

    /** Ends it; one that is over stays over for the reason that it has. */
    void end(Instant now, EndReason reason) {
        if (endedAt == null) {
            endedAt = now;
            endReason = reason;
        }
    }

    private boolean wasPrevious(byte[] hash) {
        return previousHash != null && MessageDigest.isEqual(previousHash, hash);
    }

    /** Each use gives it a new lifetime, and none makes it outlive its absolute one. */
    private void prolong(Instant now, FamilyConfig.Sessions bounds) {
        var idle = now.plus(bounds.lifetime());
        var absolute = createdAt.plus(bounds.absoluteLifetime());
        expiresAt = idle.isBefore(absolute) ? idle : absolute;
    }
}
