package io.familygrocer.family.session;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.familygrocer.family.FamilyConfig;
import io.familygrocer.family.rotation.RotatingToken;
import io.familygrocer.family.rotation.TokenChain;
import io.familygrocer.family.token.AccessToken;

/**
 * A sign-in on one device. It is kept open by a {@link TokenChain} of refresh tokens; where two hold that, it ends, for
 * both.
 */
@Entity
@Table(name = "session")
class Session {

    @Id
    UUID id;

    @Column(name = "person_id", nullable = false)
    UUID personId;

    /** Which refresh token it takes next. */
    @Embedded
    TokenChain chain;

    @Column(name = "created_at", nullable = false)
    Instant createdAt;

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
            RotatingToken first,
            UUID personId,
            DeviceInfo device,
            Set<AuthenticationMethod> methods,
            Instant now,
            FamilyConfig.Sessions bounds) {
        var session = new Session();
        session.id = first.id();
        session.personId = personId;
        session.device = device.name();
        session.methods =
                methods.stream().map(AuthenticationMethod::wire).sorted().collect(Collectors.joining(" "));
        session.chain = TokenChain.of(first, now);
        session.createdAt = now;
        session.prolong(now, bounds);
        return session;
    }

    /**
     * Takes a token and gives its successor, as {@link TokenChain#rotate}. Empty where the session is over, which a token
     * that is none of these makes it.
     */
    Optional<RotatingToken> rotate(RotatingToken presented, Instant now, FamilyConfig.Sessions bounds) {
        if (!isLive(now)) {
            return Optional.empty();
        }
        boolean current = chain.isNext(presented);
        var successor = chain.rotate(presented, now, bounds.repeatWindow());
        if (successor.isEmpty()) {
            end(now, EndReason.REUSE);
        } else if (current) {
            prolong(now, bounds);
        }
        return successor;
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
    void signOut(RotatingToken presented, Instant now) {
        if (endedAt == null && chain.knows(presented)) {
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

    /** Each use gives it a new lifetime, and none makes it outlive its absolute one. */
    private void prolong(Instant now, FamilyConfig.Sessions bounds) {
        var idle = now.plus(bounds.lifetime());
        var absolute = createdAt.plus(bounds.absoluteLifetime());
        expiresAt = idle.isBefore(absolute) ? idle : absolute;
    }
}
