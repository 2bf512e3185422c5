package io.familygrocer.family.guest;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A device that has redeemed a pass. */
@Entity
@Table(name = "guest_device")
class GuestDevice {

    @EmbeddedId
    Key key;

    /** What the device calls itself: who redeems again, as the answer got lost, is not counted twice. */
    @Column(nullable = false)
    UUID client;

    @Column(name = "token_hash", nullable = false)
    byte[] tokenHash;

    @Column(name = "redeemed_at", nullable = false)
    Instant redeemedAt;

    static GuestDevice of(GuestPass pass, UUID client, GuestToken token, Instant now) {
        var device = new GuestDevice();
        device.key = new Key(pass.key.familyId(), pass.key.id(), token.deviceId());
        device.client = client;
        device.tokenHash = token.hash();
        device.redeemedAt = now;
        return device;
    }

    /** The family first: it is what the data is sharded by. */
    @Embeddable
    record Key(
            @Column(name = "family_id") UUID familyId,
            @Column(name = "pass_id") UUID passId,
            UUID id) {}
}
