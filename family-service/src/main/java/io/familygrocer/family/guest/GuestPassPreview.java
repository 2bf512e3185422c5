package io.familygrocer.family.guest;

import java.time.Instant;

import io.familygrocer.family.family.PassScope;

/**
 * What somebody who holds a guest pass may know before they redeem it.
 *
 * @param label who or what it is for
 */
public record GuestPassPreview(String familyName, String label, PassScope may, Instant expiresAt) {

    @Override
    public String toString() {
        return "GuestPassPreview[…]";
    }
}
