package io.familygrocer.gateway.config;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Bounds of WebSockets, on the routes that have them. A change needs a restart. */
@ConfigMapping(prefix = "grocer.gateway.web-sockets")
public interface WebSocketConfig {

    /** How many one address may hold (of IPv6 the /64); beyond: 429. */
    @WithDefault("200")
    int perAddress();

    /** How many one user may hold; beyond: 429. */
    @WithDefault("20")
    int perUser();

    /** The claim of the bearer token that names the user; who has none is counted by address only. */
    @WithDefault("sub")
    String userClaim();

    /** One on which nothing moves in either direction is closed after this. */
    @WithDefault("90S")
    Duration idleTimeout();

    /** However busy, one is closed after this, so that whoever holds it has to show again that they may. */
    @WithDefault("1H")
    Duration maxAge();

    /** How long to wait for the answer to a close before the connection is cut. */
    @WithDefault("5S")
    Duration closeTimeout();
}
