package io.familygrocer.gateway;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A gateway with tight limits, whose Redis nobody has started. */
@QuarkusTest
@WithTestResource(Peers.class)
@TestProfile(LimitTest.Tight.class)
class LimitTest {
    @ConfigProperty(name = Peers.URL)
    URI base;

    private Browser browser;

    /** Three requests an hour for each person, five for each family, ten sign-ins a minute. */
    public static final class Tight implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.redis.hosts", "redis://localhost:1",
                    "grocer.gateway.limits.user.requests", "3",
                    "grocer.gateway.limits.user.per", "3600S",
                    "grocer.gateway.limits.family.requests", "5",
                    "grocer.gateway.limits.family.per", "3600S",
                    "grocer.gateway.routes.sign-in.upstream", "list");
        }
    }

    @BeforeEach
    void open() {
        browser = new Browser(base);
    }

    @Test
    void letsTenSignInsAMinutePassAndSaysWhenToComeBack() {
        for (int at = 9; at >= 0; at--) {
            var response = browser.get("/api/auth/sign-in");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(header(response, "RateLimit")).startsWith("\"sign-in\";r=" + at + ";t=");
            assertThat(header(response, "RateLimit-Policy"))
                    .isEqualTo("\"sign-in\";q=10;w=60, \"address\";q=6000;w=60");
        }
        var refused = browser.get("/api/auth/sign-in");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("urn:family-grocer:problem:rate-limited");
        assertThat(Integer.parseInt(header(refused, "Retry-After"))).isBetween(1, 6);
        assertThat(header(refused, "RateLimit")).startsWith("\"sign-in\";r=0;t=");
        assertThat(browser.get("/api/auth/providers").statusCode()).isNotEqualTo(429);
    }

    @Test
    void countsAPersonsRequestsByThePersonAndNobodyElses() {
        var anna = token(UUID.randomUUID(), UUID.randomUUID());
        var ben = token(UUID.randomUUID(), UUID.randomUUID());
        for (int at = 0; at < 3; at++) {
            assertThat(ask("/api/lists", anna)).isEqualTo(200);
        }

        assertThat(ask("/api/lists", anna)).isEqualTo(429);
        assertThat(ask("/api/lists", ben)).isEqualTo(200);
    }

    @Test
    void countsAFamilysRequestsTogether() {
        var family = UUID.randomUUID();
        int let = 0;
        for (int at = 0; at < 8; at++) {
            let += ask("/api/lists", token(UUID.randomUUID(), family)) == 200 ? 1 : 0;
        }

        assertThat(let).isEqualTo(5);
    }

    @Test
    void takesNothingFromAPersonInWhoseNameSomebodyElseAsks() {
        var anna = UUID.randomUUID();
        var family = UUID.randomUUID();
        for (int at = 0; at < 10; at++) {
            // The service refuses what it has not signed.
            assertThat(ask("/api/lists/early", token(anna, family))).isEqualTo(401);
        }

        assertThat(ask("/api/lists", token(anna, family))).isEqualTo(200);
    }

    private int ask(String path, String token) {
        return browser.get(path, "Authorization", "Bearer " + token).statusCode();
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElseThrow();
    }

    private static String token(UUID person, UUID family) {
        return "e30." + encode("{\"sub\":\"%s\",\"families\":[{\"id\":\"%s\"}]}".formatted(person, family)) + ".x";
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
