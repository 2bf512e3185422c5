package io.familygrocer.family.throttle;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How guessing is slowed down; {@code grocer.family.throttle.*}. */
@ConfigMapping(prefix = "grocer.family.throttle")
public interface ThrottleConfig {

    /** For one account, for one known device of it, and for one person who is signed in. */
    Bounds account();

    /** For one address, or one /64 network of IPv6, which many people may share. */
    Address address();

    /** For what anybody may begin, such as a sign-in with a provider; by address. */
    Starts starts();

    /** The first pause; it doubles with each failed attempt. */
    @WithDefault("1s")
    Duration firstPause();

    /** How long after a sign-in nobody has to show again who they are. */
    @WithDefault("10m")
    Duration freshSignIn();

    /** How long a device that has signed in is known. */
    @WithDefault("180d")
    Duration knownDevice();

    /** What is allowed before there are pauses, and how long they get. */
    interface Bounds {

        /** Failed attempts before there are pauses. */
        @WithDefault("10")
        int free();

        /** The longest pause between two attempts. */
        @WithDefault("15m")
        Duration longestPause();

        /** After so long, failed attempts count half. */
        @WithDefault("24h")
        Duration halfLife();
    }

    /** As {@link Bounds}, with other defaults: a school's typing errors must not keep the school away. */
    interface Address {

        /** Failed attempts before there are pauses; those under way count, so not less than may wait for their hash. */
        @WithDefault("200")
        int free();

        /** The longest pause between two attempts. */
        @WithDefault("1m")
        Duration longestPause();

        /** After so long, failed attempts count half. */
        @WithDefault("1h")
        Duration halfLife();
    }

    /** As {@link Bounds}, with other defaults: nothing failed here, and a school may share an address. */
    interface Starts {

        /** Starts before there are pauses. */
        @WithDefault("300")
        int free();

        /** The longest pause between two starts. */
        @WithDefault("10s")
        Duration longestPause();

        /** After so long, starts count half. */
        @WithDefault("10m")
        Duration halfLife();
    }
}
