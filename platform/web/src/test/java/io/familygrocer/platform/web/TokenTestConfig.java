package io.familygrocer.platform.web;

import java.net.URI;
import java.time.Duration;

/** What {@link TokenConfig} has for tests without Quarkus. */
record TokenTestConfig(URI jwksUrl, Duration jwksRefresh, Duration jwksPause) implements TokenConfig {

    static TokenTestConfig of(JwksServer server) {
        return new TokenTestConfig(server.url(), Duration.ofMinutes(5), Duration.ofSeconds(10));
    }

    @Override
    public String issuer() {
        return "family-grocer";
    }

    @Override
    public String audience() {
        return "family-grocer";
    }

    @Override
    public Duration jwksTimeout() {
        return Duration.ofSeconds(2);
    }

    @Override
    public Duration leeway() {
        return Duration.ofSeconds(5);
    }

    @Override
    public int remembered() {
        return 100;
    }

    @Override
    public Duration rememberedFor() {
        return Duration.ofMinutes(1);
    }
}
