package io.familygrocer.gateway;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.familygrocer.gateway.Browser.readUntil;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@QuarkusTest
@WithTestResource(Peers.class)
class FailureTest {
    private static final byte[] TEN_MEGABYTES = new byte[10 * 1024 * 1024];

    @ConfigProperty(name = Peers.URL)
    URI base;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    private Browser browser;

    @BeforeEach
    void open() {
        browser = new Browser(base);
    }

    @Test
    void answers502WhenAServiceIsDown() {
        var response = browser.get("/api/me");

        assertProblem(response, 502, "upstream-unreachable");
        assertThat(response.body())
                .contains("family")
                .doesNotContain("Exception")
                .doesNotContain("localhost");
    }

    @Test
    void answers502WhenAServiceHangsUp() {
        assertProblem(browser.get("/api/lists/slam"), 502, "upstream-broken");
    }

    @Test
    void answers504WhenAServiceHangs() {
        assertProblem(browser.get("/api/lists/impatient/hang"), 504, "upstream-timeout");
    }

    @Test
    void answers408WhenTheClientIsTheSlowOne() throws IOException {
        var text = "POST /api/lists/impatient HTTP/1.1\nHost: x\nContent-Length: 5\n\nab";
        try (var socket = browser.say(text)) {
            assertThat(readUntil(socket, "traceId")).startsWith("HTTP/1.1 408").contains("request-timeout");
        }
    }

    @Test
    void breaksAnAnswerOffThatTheServiceBrokeOff() {
        assertThatThrownBy(() -> browser.get("/api/lists/impatient/half")).isInstanceOf(UncheckedIOException.class);

        awaitMetric("grocer_gateway_requests_seconds_count{method=\"GET\",route=\"impatient\",status=\"502\"}");
    }

    @Test
    void refusesABodyThatSaysItIsTooLarge() {
        var response = browser.send(browser.request("/api/sync").POST(BodyPublishers.ofByteArray(TEN_MEGABYTES)));

        assertProblem(response, 413, "body-too-large");
    }

    @Test
    void refusesABodyThatTurnsOutToBeTooLarge() {
        var chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(TEN_MEGABYTES));

        var response = browser.send(browser.request("/api/sync").POST(chunked));

        assertProblem(response, 413, "body-too-large");
    }

    @Test
    void refusesALargeBodyBeforeItIsSentToClientsThatAsk() throws IOException {
        var text = "POST /api/sync HTTP/1.1\nHost: x\nContent-Length: 99999999\nExpect: 100-continue\n\n";
        try (var socket = browser.say(text)) {
            assertThat(readUntil(socket, "traceId")).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void letsClientsGoOnThatAskFirst() throws IOException {
        var text = "POST /api/sync HTTP/1.1\nHost: x\nContent-Length: 2\nExpect: 100-continue\n\n";
        try (var socket = browser.say(text)) {
            assertThat(readUntil(socket, "\r\n\r\n")).startsWith("HTTP/1.1 100");
            socket.getOutputStream().write(new byte[] {'o', 'k'});
            assertThat(readUntil(socket, "\"body\":2"))
                    .startsWith("HTTP/1.1 200")
                    .doesNotContain("expect");
        }
    }

    @Test
    void countsByRouteAndNeverByPath() {
        browser.get("/api/me");
        browser.get("/api/lists/one-of-a-million");
        awaitMetric("grocer_gateway_requests_seconds_count{method=\"GET\",route=\"list\",status=\"200\"}");

        var text = new Browser(metrics).get(metrics.getPath()).body();

        assertThat(text)
                .contains("grocer_gateway_requests_seconds_count{method=\"GET\",route=\"list\",status=\"200\"}")
                .contains("grocer_gateway_upstream_failures_total{kind=\"upstream-unreachable\",upstream=\"family\"}")
                .contains("grocer_gateway_upstream_up{upstream=\"list\"}")
                .contains("grocer_gateway_streams")
                .doesNotContain("one-of-a-million");
    }

    private void awaitMetric(String series) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> new Browser(metrics).get(metrics.getPath()).body().contains(series));
    }

    private static void assertProblem(HttpResponse<String> response, int status, String type) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        var problem = new JsonObject(response.body());
        assertThat(problem.getString("type")).isEqualTo("urn:family-grocer:problem:" + type);
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getString("traceId")).matches("[0-9a-f]{32}");
    }
}
