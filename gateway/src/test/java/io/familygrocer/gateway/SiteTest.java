package io.familygrocer.gateway;

import java.net.URI;
import java.net.http.HttpResponse;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@WithTestResource(Peers.class)
class SiteTest {
    private static final String ASSET = "/assets/probe-0a1b2c3d.js";

    @ConfigProperty(name = Peers.URL)
    URI base;

    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    private Browser browser;

    @BeforeEach
    void open() {
        browser = new Browser(base);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/lists/7", "/join/AB12CD34", "/apiary", "/index.html"})
    void servesTheClientOnEachOfItsPages(String path) {
        var response = browser.get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(header(response, "Cache-Control")).isEqualTo("no-cache");
        assertThat(response.body()).contains("<html");
    }

    @Test
    void letsBrowsersKeepWhatNeverChanges() {
        var response = browser.get(ASSET);

        assertThat(header(response, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(header(response, "Content-Type")).startsWith("text/javascript");
    }

    @Test
    void answersARevalidationWithoutTheBytes() {
        var etag = header(browser.get("/"), "ETag");

        var response = browser.get("/", "If-None-Match", etag);

        assertThat(response.statusCode()).isEqualTo(304);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void zipsWhatIsTextForWhoeverTakesIt() {
        var response = browser.get(ASSET, "Accept-Encoding", "gzip");

        assertThat(header(response, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(response, "Vary")).isEqualToIgnoringCase("accept-encoding");
        assertThat(browser.get(ASSET).headers().firstValue("Content-Encoding")).isEmpty();
    }

    @Test
    void takesTheShorterCodingWhereTheClientLeavesTheChoice() {
        assertThat(header(browser.get(ASSET, "Accept-Encoding", "gzip, br"), "Content-Encoding"))
                .isEqualTo("br");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/assets/gone-0a1b2c3d.js", "/favicon.nope", "/META-INF/MANIFEST.MF", "/application.properties"})
    void answersAFileThatIsNotThereWithAProblem(String path) {
        var response = browser.get(path);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void refusesToChangeAFile() {
        var response = browser.send(browser.request("/").DELETE());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(header(response, "Allow")).isEqualTo("GET, HEAD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", ASSET, "/nothing.here", "/api/lists", "/api/me", "/api/nothing", "/api/status"})
    void sendsTheSecurityHeadersWithEveryAnswer(String path) {
        var response = browser.get(path);

        boolean api = path.startsWith("/api");
        assertThat(header(response, "Content-Security-Policy"))
                .contains(api ? "default-src 'none'" : "script-src 'self';")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(response, "Referrer-Policy")).isEqualTo("same-origin");
        assertThat(header(response, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(header(response, "Permissions-Policy")).contains("geolocation=()");
        assertThat(header(response, "X-Request-Id")).isNotBlank();
        assertThat(response.headers().firstValue("Strict-Transport-Security")).isEmpty();
    }

    @Test
    void isReadyWhileAServiceIsDown() {
        var health = new Browser(ready).get(ready.getPath());

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("\"family\": \"down\"");
    }

    @Test
    void keepsHealthOffTheFrontDoor() {
        assertThat(browser.get("/q/health").body()).doesNotContain("\"checks\"");
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
