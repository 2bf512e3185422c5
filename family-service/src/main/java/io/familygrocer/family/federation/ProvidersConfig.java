package io.familygrocer.family.federation;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

/**
 * The OpenID Connect providers that people may sign in with; {@code grocer.family.providers.<name>.*}. The name is part
 * of addresses: 1 to 30 small letters, digits and hyphens.
 */
@ConfigMapping(prefix = "grocer.family.providers")
public interface ProvidersConfig {

    /** By name. */
    @WithParentName
    Map<String, Provider> all();

    /** One provider. */
    interface Provider {

        /** As the provider writes it: what it says about itself is below it, and no other issuer's word counts. */
        URI issuer();

        /** What the provider calls us. */
        String clientId();

        /** What we show the provider; from the environment, never from a file. None for a public client. */
        Optional<String> clientSecret();

        /** What people call it; its name where it is not set. */
        Optional<String> displayName();

        /** What we ask to know. */
        @WithDefault("openid,email,profile")
        List<String> scopes();

        /** Whether it may be spoken to without TLS, for a trial; on this machine it always may. */
        @WithDefault("false")
        boolean allowHttp();
    }
}
