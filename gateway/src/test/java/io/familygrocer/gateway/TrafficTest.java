package io.familygrocer.gateway;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@WithTestResource(TwoVersions.class)
class TrafficTest {
    @ConfigProperty(name = Peers.URL)
    URI base;

    private Browser browser;
    private Browser shadow;
    private String path;

    @BeforeEach
    void open() {
        browser = new Browser(base);
        shadow = new Browser(ConfigProvider.getConfig().getValue(TwoVersions.SHADOW, URI.class));
        path = "/api/versioned/" + UUID.randomUUID();
    }

    @Test
    void givesAFifthOfTheFamiliesTheNextVersionAndEachItsOwnAlways() {
        int next = 0;
        for (int at = 0; at < 300; at++) {
            var token = token(UUID.randomUUID());
            var version = version(path, "Authorization", token);
            next += version.equals("next") ? 1 : 0;
            assertThat(version(path, "Authorization", token)).isEqualTo(version);
        }

        // Six times the standard deviation: 60 of 300 are expected.
        assertThat(next).isBetween(18, 102);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stable", "next"})
    void letsTestersChoose(String version) {
        for (int at = 0; at < 20; at++) {
            var token = token(UUID.randomUUID());
            assertThat(version(path, "Authorization", token, "X-Version", version))
                    .isEqualTo(version);
        }
    }

    @Test
    void sendsEverythingToTheVersionThatServes() {
        for (int at = 0; at < 20; at++) {
            assertThat(version("/api/switched/x", "Authorization", token(UUID.randomUUID())))
                    .isEqualTo("next");
        }
    }

    @Test
    void sendsACopyToTheShadowBodyAndAll() {
        var answer =
                browser.send(browser.request(path + "?copy&status=500").POST(BodyPublishers.ofString("some words")));

        assertThat(answer.statusCode()).isEqualTo(200);
        awaitCopies(1);
        var copy = shadow.json(path + "/count");
        assertThat(copy.getInteger("body")).isEqualTo("some words".length());
        assertThat(copy.getString("mirrored")).isEqualTo("1");
    }

    @Test
    void copiesNoBodyThatIsTooLong() {
        browser.send(browser.request(path).POST(BodyPublishers.ofString("x".repeat(2000))));
        browser.send(browser.request(path)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[2000]))));
        browser.send(browser.request(path).PUT(BodyPublishers.ofString("x".repeat(100))));

        awaitCopies(1);
        assertThat(shadow.json(path + "/count").getInteger("body")).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?copy&status=0", "?copy&wait=60000"})
    void answersWhateverBecomesOfTheCopy(String trouble) {
        for (int at = 0; at < 5; at++) {
            assertThat(browser.get(path + trouble).statusCode()).isEqualTo(200);
        }
        awaitCopies(5);
    }

    @Test
    void asksAnInstanceOfItsOwnRegion() {
        for (int at = 0; at < 20; at++) {
            assertThat(version("/api/regional/x")).isEqualTo("next");
        }
    }

    @Test
    void asksAnotherRegionWhereItsOwnIsDown() {
        for (int at = 0; at < 12; at++) {
            assertThat(version("/api/alone/x")).isEqualTo("stable");
        }
    }

    private void awaitCopies(int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> shadow.json(path + "/count").getInteger("count") == count);
    }

    private String version(String where, String... headers) {
        return browser.json(where, headers).getString("service");
    }

    private static String token(UUID family) {
        var claims = "{\"sub\":\"%s\",\"families\":[{\"id\":\"%s\"}]}".formatted(UUID.randomUUID(), family);
        return "Bearer e30."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".x";
    }
}
