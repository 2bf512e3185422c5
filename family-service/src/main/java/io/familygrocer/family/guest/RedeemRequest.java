package io.familygrocer.family.guest;

import java.util.UUID;

/**
 * How a device redeems a pass.
 *
 * @param client a UUID that the device has made for itself and keeps: redeeming again, after a lost answer, is not
 *     counted twice; null is a device that is never seen again
 */
public record RedeemRequest(UUID client) {

    /** Fills in what was left out. */
    public RedeemRequest {
        client = client == null ? UUID.randomUUID() : client;
    }
}
