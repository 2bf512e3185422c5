package io.familygrocer.family.passkey;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What can be set about passkeys; {@code grocer.family.passkeys.*}. */
@ConfigMapping(prefix = "grocer.family.passkeys")
public interface PasskeyConfig {

    /**
     * The domain that passkeys are made for; the host of the public URL where it is not set. Passkeys work on it and on
     * the domains below it, and are lost when it changes.
     */
    Optional<String> rpId();

    /** What the browser calls the house when it asks. */
    @WithDefault("Family Grocer")
    String rpName();

    /**
     * The origins that may ask, for example {@code https://grocer.example} or, for an Android app,
     * {@code android:apk-key-hash:…}; the public URL's where it is not set.
     */
    Optional<Set<URI>> origins();

    /** How long somebody may take to touch the authenticator. */
    @WithDefault("5m")
    Duration challengeLifetime();

    /** Passkeys of one person. */
    @WithDefault("20")
    int perPerson();
}
