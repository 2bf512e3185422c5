package io.familygrocer.client;

import java.time.InstantSource;
import java.util.UUID;

/**
 * Stamps for what a client does: a hybrid logical clock (Kulkarni et al., "Logical Physical Clocks", 2014). It never
 * goes back, however the device's clock is set, and follows the server's clock by the offset that each reply shows.
 */
final class HybridClock {

    private final UUID clientId;
    private final InstantSource device;
    private long offset;
    private long millis;
    private int counter;

    HybridClock(UUID clientId, InstantSource device, long offset, long millis, int counter) {
        this.clientId = clientId;
        this.device = device;
        this.offset = offset;
        this.millis = millis;
        this.counter = counter;
    }

    /** The next stamp, {@code <ms>-<counter>-<clientId>}; greater than all before it. */
    String next() {
        long now = device.millis() + offset;
        if (now > millis) {
            millis = now;
            counter = 0;
        } else {
            counter++;
        }
        return "%d-%d-%s".formatted(millis, counter, clientId);
    }

    /** Learns how far the device's clock is off. */
    void serverSays(long serverMillis) {
        offset = serverMillis - device.millis();
    }

    long offset() {
        return offset;
    }

    long millis() {
        return millis;
    }

    int counter() {
        return counter;
    }
}
