package io.familygrocer.family.throttle;

import java.time.Duration;

/**
 * How one kind of guesser is slowed down.
 *
 * @param free failed attempts before there are pauses
 * @param first the first pause, which doubles
 * @param longest the longest one
 * @param halfLife after which failed attempts count half
 */
public record Bounds(int free, Duration first, Duration longest, Duration halfLife) {

    private static final int LONG_ENOUGH = 40;

    /** The pause after so many failed attempts. */
    Duration pause(double failures) {
        long surplus = Math.round(failures) - free;
        if (surplus < 0) {
            return Duration.ZERO;
        }
        double pause = first.toMillis() * Math.pow(2, Math.min(surplus, LONG_ENOUGH));
        return Duration.ofMillis((long) Math.min(pause, longest.toMillis()));
    }

    /** What is left of so many failed attempts after some time. */
    double left(double failures, Duration since) {
        return failures * Math.pow(2, -(double) Math.max(0, since.toMillis()) / halfLife.toMillis());
    }
}
