package io.familygrocer.platform.web;

import java.net.URI;
import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How access tokens are verified; {@code grocer.auth.*}. */
@ConfigMapping(prefix = "grocer.auth")
public interface TokenConfig {

    /** Where family-service shows its public keys. */
    URI jwksUrl();

    /** What {@code iss} has to be. */
    String issuer();

    /** What {@code aud} has to name. */
    String audience();

    /** How old the keys that are held may get before they are fetched again; a token still finds the old ones. */
    @WithDefault("5m")
    Duration jwksRefresh();

    /** How long after the start of one fetch no other begins, whatever key ids come. */
    @WithDefault("10s")
    Duration jwksPause();

    /** How long a fetch may take. */
    @WithDefault("5s")
    Duration jwksTimeout();

    /** How many verified tokens are remembered, so that one that comes again costs no second look at its signature. */
    @WithDefault("10000")
    int remembered();

    /** How long one is remembered at most; one whose key is no longer held is refused in any case. */
    @WithDefault("1m")
    Duration rememberedFor();

    /** How far the clocks of who signs and who verifies may be apart. */
    @WithDefault("5s")
    Duration leeway();
}
