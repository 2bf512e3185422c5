package io.familygrocer.family.token;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** When signing keys change; {@code grocer.family.keys.*}. */
@ConfigMapping(prefix = "grocer.family.keys")
interface KeysConfig {

    /** How long a key signs. */
    @WithDefault("30d")
    Duration rotation();

    /**
     * How long a key is shown before it signs: longer than verifiers hold keys ({@code grocer.auth.jwks-refresh}) and
     * caches keep the answer (1 minute) and replicas look for new keys ({@code reload}) together.
     */
    @WithDefault("15m")
    Duration ahead();

    /** How often each replica looks for new keys, and whether one is due. */
    @WithDefault("10s")
    Duration reload();

    /** How much longer than the last token it signed a key is shown, for clocks that differ. */
    @WithDefault("1m")
    Duration slack();
}
