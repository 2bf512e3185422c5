package io.familygrocer.family.rotation;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/**
 * Which token of a row of them is taken next. Each is good once. The reply with a successor can get lost, so the client
 * that repeats its last token gets the same successor again; the chain knows it without keeping it, as the old token and
 * the salt make it. Any other token means that two hold the chain.
 */
@Embeddable
public class TokenChain {

    @Column(name = "token_hash", nullable = false)
    byte[] tokenHash;

    @Column(name = "previous_hash")
    byte[] previousHash;

    /** Makes the successor of the previous token; new at each rotation. */
    @Column(name = "successor_salt")
    byte[] successorSalt;

    @Column(name = "rotated_at", nullable = false)
    Instant rotatedAt;

    /** A chain that takes this token first. */
    public static TokenChain of(RotatingToken first, Instant now) {
        var chain = new TokenChain();
        chain.tokenHash = first.hash();
        chain.rotatedAt = now;
        return chain;
    }

    /**
     * Takes a token and gives its successor: a new one for the current token, the same one again for the one before
     * within the window, counted from its first use. Empty for any other, after which whoever owns the chain ends it.
     */
    public Optional<RotatingToken> rotate(RotatingToken presented, Instant now, Duration repeatWindow) {
        byte[] hash = presented.hash();
        if (isNext(presented)) {
            successorSalt = RotatingToken.newSecret();
            var successor = presented.successor(successorSalt);
            previousHash = tokenHash;
            tokenHash = successor.hash();
            rotatedAt = now;
            return Optional.of(successor);
        }
        if (wasPrevious(hash) && !now.isAfter(rotatedAt.plus(repeatWindow))) {
            return Optional.of(presented.successor(successorSalt));
        }
        return Optional.empty();
    }

    /** Whether it is the token to be taken next. */
    public boolean isNext(RotatingToken presented) {
        return MessageDigest.isEqual(tokenHash, presented.hash());
    }

    /** Whether it is the token to be taken next, or the one before. */
    public boolean knows(RotatingToken presented) {
        return isNext(presented) || wasPrevious(presented.hash());
    }

    /** When a token was last taken, for the first time; before that, when the chain began. */
    public Instant rotatedAt() {
        return rotatedAt;
    }

    private boolean wasPrevious(byte[] hash) {
        return previousHash != null && MessageDigest.isEqual(previousHash, hash);
    }
}
