package io.familygrocer.family.guest;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;

import io.familygrocer.family.door.DoorKeys.DoorKey;
import io.familygrocer.family.family.PassScope;
import io.familygrocer.family.qr.QrCode;

/**
 * A guest pass, as who may issue them sees it.
 *
 * @param code 8 characters to read out: a secret
 * @param link to send: a secret
 * @param qr the link as a QR code in SVG: a secret
 * @param usesLeft how many more devices may redeem it
 */
public record GuestPassView(
        UUID id,
        UUID listId,
        PassScope may,
        String label,
        String code,
        URI link,
        String qr,
        Instant createdAt,
        Instant expiresAt,
        int usesLeft) {

    static GuestPassView of(GuestPass pass, DoorKey key) {
        return new GuestPassView(
                pass.key.id(),
                pass.listId,
                pass.may,
                pass.label,
                key.code(),
                key.link(),
                QrCode.svg(key.link().toString()),
                pass.createdAt,
                pass.expiresAt,
                pass.usesLeft);
    }

    @Override
    public String toString() {
        return "GuestPassView[" + id + "]";
    }
}
