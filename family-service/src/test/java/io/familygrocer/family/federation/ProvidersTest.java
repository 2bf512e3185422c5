package io.familygrocer.family.federation;

import java.util.HashMap;
import java.util.Map;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Providers are configured from the environment, and a mistake says what it is. */
class ProvidersTest {

    private static final String PREFIX = "GROCER_FAMILY_PROVIDERS_";

    private final Map<String, String> environment = new HashMap<>(Map.of(
            PREFIX + "GOOGLE_ISSUER", "https://accounts.google.com",
            PREFIX + "GOOGLE_CLIENT_ID", "us",
            PREFIX + "GOOGLE_CLIENT_SECRET", "secret",
            PREFIX + "GOOGLE_DISPLAY_NAME", "Google"));

    @Test
    void theEnvironmentNamesThem() {
        var google = providers().get("google");

        assertThat(google.displayName()).isEqualTo("Google");
        assertThat(google.issuer()).isEqualTo("https://accounts.google.com");
        assertThat(google.clientSecret()).contains("secret");
        assertThat(google.scopes()).containsExactly("openid", "email", "profile");
        assertThat(google.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "GOOGLE_ISSUER, http://accounts.google.com, no https address",
        "GOOGLE_ISSUER, https://me:password@accounts.google.com, no https address",
        "GOOGLE_ISSUER, accounts.google.com, no https address",
        "GOOGLE_SCOPES, email, openid has to be one of them"
    })
    void aMistakeEndsTheStart(String name, String value, String says) {
        environment.put(PREFIX + name, value);

        assertThatThrownBy(this::providers)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("grocer.family.providers.google")
                .hasMessageContaining(says);
    }

    @ParameterizedTest
    @CsvSource({"http://localhost:8180", "http://127.0.0.1:8180", "http://[::1]:8180"})
    void thisMachineNeedsNoTls(String issuer) {
        environment.put(PREFIX + "GOOGLE_ISSUER", issuer);

        assertThat(providers().get("google").issuer()).isEqualTo(issuer);
    }

    @Test
    void aTrialMayDoWithoutTls() {
        environment.put(PREFIX + "GOOGLE_ISSUER", "http://keycloak.home");
        environment.put(PREFIX + "GOOGLE_ALLOW_HTTP", "true");

        assertThat(providers().get("google").issuer()).isEqualTo("http://keycloak.home");
    }

    private Providers providers() {
        return new Providers(new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(new EnvConfigSource(environment, 300))
                .withMapping(ProvidersConfig.class)
                .build()
                .getConfigMapping(ProvidersConfig.class));
    }
}
