package io.familygrocer.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@WithTestResource(Peers.class)
class RoutingTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @ConfigProperty(name = Peers.URL)
    URI base;

    private Browser browser;

    @BeforeEach
    void open() {
        browser = new Browser(base);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/lists, list",
        "/api/lists/7/items?after=3&limit=5, list",
        "/api/sync, list",
        "/api/imports, list",
        "/api/catalog/products, catalog",
        "/api/lists/deeper, catalog",
        "/api/lists/deeper/still, catalog",
        "/api/lists/deeperstill, list"
    })
    void sendsAPathToTheServiceOfItsLongestPrefix(String path, String service) {
        var arrived = browser.json(path);

        assertThat(arrived.getString("service")).isEqualTo(service);
        assertThat(arrived.getString("uri")).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/", "/api/nothing", "/api/listsandmore"})
    void answersAnUnknownApiPathWithAProblem(String path) {
        var response = browser.get(path);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        var problem = new JsonObject(response.body());
        assertThat(problem.getString("type")).isEqualTo("urn:family-grocer:problem:not-found");
        assertThat(problem.getInteger("status")).isEqualTo(404);
        assertThat(problem.getString("instance")).isEqualTo(path);
        assertThat(problem.getString("traceId")).matches("[0-9a-f]{32}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/catalog/../me", "/api/catalog/%2e%2e/me", "/api/lists//x", "/api/lists/%2Fx", "/api/x/."})
    void refusesAPathThatCanBeReadInTwoWays(String path) throws IOException {
        try (var socket = browser.say("GET " + path + " HTTP/1.1\nHost: x\nConnection: close\n\n")) {
            assertThat(Browser.readUntil(socket, "traceId"))
                    .startsWith("HTTP/1.1 400")
                    .contains("invalid-path");
        }
    }

    @Test
    void passesMethodBodyAndAnswerOn() {
        var response = browser.send(
                browser.request("/api/lists").method("PATCH", BodyPublishers.ofString("x".repeat(70_000))));

        var arrived = new JsonObject(response.body());
        assertThat(arrived.getString("method")).isEqualTo("PATCH");
        assertThat(arrived.getInteger("body")).isEqualTo(70_000);
    }

    @Test
    void passesAnAnswerWithoutABodyOn() {
        var response = browser.get("/api/lists/empty");

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void passesAServicesOwnFailureOnWithoutWhatIsForOneConnectionOnly() {
        var response = browser.get("/api/lists/fail");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).isEqualTo("its own words");
        assertThat(response.headers().map()).doesNotContainKeys("x-inner", "keep-alive");
    }

    @Test
    void removesHeadersOfOneConnectionFromTheRequest() throws IOException {
        var text =
                "GET /api/lists HTTP/1.1\nHost: x\nConnection: close, X-Mine\nX-Mine: 1\nTE: trailers\nX-Other: 2\n\n";
        try (var socket = browser.say(text)) {
            var answer = Browser.readUntil(socket, "}}");
            assertThat(answer).contains("x-other").doesNotContain("x-mine").doesNotContain("\"te\"");
        }
    }

    @Test
    void saysWhoAsksAndBelievesNobodyAboutIt() {
        var headers = browser.json(
                        "/api/lists",
                        "X-Forwarded-For",
                        "6.6.6.6",
                        "X-Forwarded-Proto",
                        "https",
                        "X-Forwarded-Host",
                        "evil.example",
                        "Forwarded",
                        "for=6.6.6.6",
                        "X-Real-IP",
                        "6.6.6.6")
                .getJsonObject("headers");

        assertThat(headers.getString("x-forwarded-for")).isEqualTo("127.0.0.1");
        assertThat(headers.getString("x-forwarded-proto")).isEqualTo("http");
        assertThat(headers.getString("x-forwarded-host")).isEqualTo(base.getAuthority());
        assertThat(headers.containsKey("forwarded")).isFalse();
        assertThat(headers.containsKey("x-real-ip")).isFalse();
    }

    @Test
    void continuesTheClientsTrace() {
        var parent = "00-" + TRACE + "-00f067aa0ba902b7-01";

        var passed = browser.json("/api/lists", "traceparent", parent)
                .getJsonObject("headers")
                .getString("traceparent");

        assertThat(passed).startsWith("00-" + TRACE + "-").isNotEqualTo(parent);
        assertThat(browser.json("/api/nothing", "traceparent", parent).getString("traceId"))
                .isEqualTo(TRACE);
    }

    @Test
    void keepsAWellFormedRequestIdAndReplacesAnother() {
        var kept = browser.get("/api/lists", "X-Request-Id", "abc-123");
        assertThat(kept.headers().firstValue("X-Request-Id")).hasValue("abc-123");
        assertThat(new JsonObject(kept.body()).getJsonObject("headers").getString("x-request-id"))
                .isEqualTo("abc-123");

        var replaced = browser.get("/api/lists", "X-Request-Id", "no spaces, please");
        assertThat(replaced.headers().firstValue("X-Request-Id").orElseThrow()).matches("[0-9a-f]{16}");
    }

    @Test
    void tellsPeopleWhichServicesAreUp() {
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            var status = browser.json("/api/status");
            assertThat(status.getString("name")).isEqualTo("gateway");
            assertThat(status.getString("version")).isNotBlank();
            assertThat(status.getJsonArray("upstreams"))
                    .contains(new JsonObject().put("name", "list").put("up", true))
                    .contains(new JsonObject().put("name", "family").put("up", false));
        });
    }

    @Test
    void refusesToChangeTheStatus() {
        var response = browser.send(browser.request("/api/status").DELETE());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
    }
}
