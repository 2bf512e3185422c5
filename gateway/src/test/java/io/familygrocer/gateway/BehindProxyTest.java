package io.familygrocer.gateway;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.familygrocer.gateway.Browser.readUntil;
import static org.assertj.core.api.Assertions.assertThat;

/** A gateway behind proxies that it trusts, with hardly any connections to the services. */
@QuarkusTest
@WithTestResource(Peers.class)
@TestProfile(BehindProxyTest.Tight.class)
class BehindProxyTest {
    @ConfigProperty(name = Peers.URL)
    URI base;

    private Browser browser;

    /** Trusts the peer and one more hop; one connection, one may wait. */
    public static final class Tight implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "grocer.gateway.trusted-proxies", "127.0.0.0/8,10.1.0.0/16",
                    "grocer.gateway.connections.max", "1",
                    "grocer.gateway.connections.max-waiting", "1");
        }
    }

    @BeforeEach
    void open() {
        browser = new Browser(base);
    }

    @Test
    void believesItsProxiesButNotWhatTheirClientsClaim() {
        var headers = browser.json(
                        "/api/lists",
                        "X-Forwarded-For",
                        "6.6.6.6, 203.0.113.9, 10.1.2.3",
                        "X-Forwarded-Proto",
                        "https",
                        "X-Forwarded-Host",
                        "grocer.example")
                .getJsonObject("headers");

        assertThat(headers.getString("x-forwarded-for")).isEqualTo("203.0.113.9, 10.1.2.3, 127.0.0.1");
        assertThat(headers.getString("x-forwarded-proto")).isEqualTo("https");
        assertThat(headers.getString("x-forwarded-host")).isEqualTo("grocer.example");
    }

    @Test
    void asksForHttpsFromNowOnWhereTheClientUsesIt() {
        var response = browser.get("/", "X-Forwarded-Proto", "https");

        assertThat(response.headers().firstValue("Strict-Transport-Security")).isPresent();
    }

    @Test
    void answers503WhenTooManyWait() throws IOException {
        try (var first = hang();
                var second = hang()) {
            Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
                try (var third = hang()) {
                    third.setSoTimeout(500);
                    assertThat(readUntil(third, "traceId"))
                            .startsWith("HTTP/1.1 503")
                            .containsIgnoringCase("retry-after");
                }
            });
            assertThat(first.isClosed() || second.isClosed()).isFalse();
        }
    }

    private Socket hang() throws IOException {
        return browser.say("GET /api/lists/hang HTTP/1.1\nHost: x\n\n");
    }
}
