package io.familygrocer.family.federation;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Bounds of the sign-in with other providers; {@code grocer.family.federation.*}. */
@ConfigMapping(prefix = "grocer.family.federation")
public interface FederationConfig {

    /** How long somebody may take to sign in at the provider. */
    @WithDefault("10m")
    Duration attemptLifetime();

    /** How long somebody may take to confirm that an account here is theirs. */
    @WithDefault("15m")
    Duration linkLifetime();

    /** How long a provider may take for one answer. */
    @WithDefault("5s")
    Duration requestTimeout();

    /** How many bytes one answer of a provider may have. */
    @WithDefault("65536")
    int maxResponse();

    /** How long what a provider says about itself is believed before it is asked again. */
    @WithDefault("1h")
    Duration discoveryLifetime();

    /** How long a provider that could not be reached is left alone. */
    @WithDefault("5s")
    Duration retryAfter();

    /** How much the clock of a provider may differ from ours. */
    @WithDefault("30s")
    Duration clockSkew();
}
