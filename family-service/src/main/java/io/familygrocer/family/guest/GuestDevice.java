package io.familygrocer.family.guest;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import io.familygrocer.family.rotation.RotatingToken;
import io.familygrocer.family.rotation.TokenChain;

/** A device that has redeemed a pass. */
@Entity
@Table(name = "guest_device")
class GuestDevice {

    @EmbeddedId
    Key key;

    /** What the device calls itself: who redeems again, as the answer got lost, is not counted twice. */
    @Column(nullable = false)
    UUID client;

    /** Which token it takes next. */
    @Embedded
    TokenChain chain;

    @Column(name = "redeemed_at", nullable = false)
    Instant redeemedAt;

    /** When two were found to hold its token; null while it is in. */
    @Column(name = "ended_at")
    Instant endedAt;

    static GuestDevice of(GuestPass pass, UUID client, RotatingToken first, Instant now) {
        var device = new GuestDevice();
        device.key = new Key(pass.key.familyId(), pass.key.id(), first.id());
        device.client = client;
        device.enter(first, now);
        return device;
    }

    /** In, with this token; what it had before is good no more. */
    void enter(RotatingToken first, Instant now) {
        chain = TokenChain.of(first, now);
        redeemedAt = now;
        endedAt = null;
    }

    /** Takes a token and gives its successor, see {@link TokenChain#rotate}; any other token ends the device. */
    Optional<RotatingToken> rotate(RotatingToken presented, Instant now, Duration repeatWindow) {
        if (endedAt != null) {
            return Optional.empty();
        }
        var successor = chain.rotate(presented, now, repeatWindow);
        endedAt = successor.isEmpty() ? now : null;
        return successor;
    }

    /** The family first: it is what the data is sharded by. */
    @Embeddable
    record Key(
            @Column(name = "family_id") UUID familyId,
            @Column(name = "pass_id") UUID passId,
            UUID id) {}
}
