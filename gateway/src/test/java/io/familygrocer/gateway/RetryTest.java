package io.familygrocer.gateway;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@WithTestResource(Peers.class)
class RetryTest {
    @ConfigProperty(name = Peers.URL)
    URI base;

    private Browser browser;

    @BeforeEach
    void open() {
        browser = new Browser(base);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE"})
    void triesAgainWhenTheConnectionEndsWithoutAnAnswer(String method) {
        var response = browser.send(browser.request(moody()).method(method, BodyPublishers.ofString("words")));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(response.body()).getInteger("body")).isEqualTo("words".length());
    }

    @Test
    void triesAPostAgainWhoseKeyLetsTheServiceRecogniseIt() {
        var response =
                browser.send(browser.request(moody(), "Idempotency-Key", "one").POST(BodyPublishers.ofString("words")));

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void sendsAPostOnceOnly() {
        var path = moody();

        var first = browser.send(browser.request(path).POST(BodyPublishers.ofString("words")));
        var second = browser.send(browser.request(path).POST(BodyPublishers.ofString("words")));

        assertThat(first.statusCode()).isEqualTo(502);
        assertThat(second.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void takesAnotherInstanceWhenOneCannotBeReached(String method) {
        for (int at = 0; at < 12; at++) {
            var response =
                    browser.send(browser.request("/api/pair/x").method(method, BodyPublishers.ofString("words")));

            assertThat(response.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void usesNoConnectionAgainOnWhichARequestWasAnsweredEarly() {
        for (int at = 0; at < 20; at++) {
            var early = browser.send(
                    browser.request("/api/lists/early").POST(BodyPublishers.ofByteArray(new byte[100_000])));
            var next = browser.send(browser.request("/api/lists").POST(BodyPublishers.ofString("words")));

            assertThat(early.statusCode()).isEqualTo(401);
            assertThat(next.statusCode()).isEqualTo(200);
        }
    }

    private static String moody() {
        return "/api/lists/" + UUID.randomUUID() + "/moody";
    }
}
