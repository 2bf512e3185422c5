package io.familygrocer.gateway;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What other sites can do in the name of a browser's owner. Nobody has started the gateway's Redis. */
class CrossSiteIT {
    private static TokenPeer service;
    private static GatewayProcess gateway;

    private final String who = "p" + UUID.randomUUID().toString().substring(0, 8);
    private final SessionBrowser browser = new SessionBrowser();

    @BeforeAll
    static void start() throws Exception {
        service = new TokenPeer();
        gateway = gateway(Map.of("GROCER_GATEWAY_ROUTES_LIST_WEB_SOCKETS", "true"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        service.close();
    }

    @ParameterizedTest
    @CsvSource({
        "cross-site, https://evil.example, 403",
        "same-site, https://other.localhost, 403",
        ", https://evil.example, 403",
        ", null, 403",
        "same-origin, https://evil.example, 200",
        "none, , 200",
        ", , 200"
    })
    void aChangeWithACookieComesFromAPageOfOurs(String site, String origin, int status) {
        browser.signIn(gateway, who);
        var more = new ArrayList<String>();
        if (site != null) {
            more.addAll(List.of("Sec-Fetch-Site", site));
        }
        if (origin != null) {
            more.addAll(List.of("Origin", origin));
        }

        var answer = browser.post(gateway, "/api/lists", new JsonObject(), more.toArray(String[]::new));

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 403) {
            assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
            assertThat(answer.body()).contains("urn:family-grocer:problem:cross-site", "traceId");
        }
    }

    @Test
    void aChangeWithACookieAloneIsRefusedAndALookIsNot() {
        browser.signIn(gateway, who);
        var request = gateway.browser()
                .request("/api/lists", browser.cookieOnly("Content-Type", "text/plain"))
                .POST(BodyPublishers.ofString("x=1"));

        assertThat(gateway.browser().send(request).statusCode()).isEqualTo(403);
        var look = gateway.browser().json("/api/lists", browser.cookieOnly("Sec-Fetch-Site", "cross-site"));
        assertThat(look.getString("authorization")).startsWith("Bearer " + who);
    }

    @ParameterizedTest
    @CsvSource({
        "http://shop.example, , 200, Bearer",
        "http://shop.example, same-origin, 200, Bearer",
        "http://shop.example, same-site, 403, cross-site",
        "https://evil.example, , 403, origin-not-allowed",
        ", , 403, cross-site"
    })
    void aWebSocketWithACookieComesFromAPageOfOurs(String origin, String site, int status, String word)
            throws IOException {
        browser.signIn(gateway, who);
        var headers = new ArrayList<>(List.of("Cookie: " + SessionBrowser.COOKIE + "=" + browser.cookie()));
        if (origin != null) {
            headers.add("Origin: " + origin);
        }
        if (site != null) {
            headers.add("Sec-Fetch-Site: " + site);
        }

        // The service has no WebSockets: its answer says whose token came with the wish.
        try (var asked = new RawWebSocket(gateway.browser(), "/api/lists", headers.toArray(String[]::new))) {
            assertThat(asked.head()).startsWith("HTTP/1.1 " + status + " ");
            assertThat(Browser.readUntil(asked.socket(), word)).isNotEmpty();
        }
    }

    @Test
    void anotherSiteSignsNobodyIn() {
        var answer = browser.post(
                gateway, "/api/auth/sign-in", new JsonObject().put("who", who), "Sec-Fetch-Site", "cross-site");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(browser.cookie()).isNull();
    }

    @Test
    void onPlainHttpSessionsAreForThisMachineUnlessSomebodySaysOtherwise() throws Exception {
        var signIn = "POST /api/auth/sign-in HTTP/1.1\nHost: grocer.home\nX-Session: person\nConnection: close\n"
                + "Content-Type: application/json\nContent-Length: 11\n\n{\"who\":\"c\"}";
        try (var socket = gateway.browser().say(signIn)) {
            assertThat(Browser.readUntil(socket, "traceId"))
                    .startsWith("HTTP/1.1 403")
                    .contains("session-needs-tls");
        }
        try (var open = gateway(Map.of("GROCER_GATEWAY_SESSION_CLEAR_TEXT", "true"));
                var socket = open.browser().say(signIn)) {
            assertThat(Browser.readUntil(socket, "SameSite=Strict"))
                    .startsWith("HTTP/1.1 200")
                    .containsIgnoringCase("set-cookie: grocer=")
                    .doesNotContain("Secure");
        }
    }

    @Test
    void pagesOfOtherSitesMayDoNothing() {
        var answer = preflight(gateway, "https://app.example.org");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("urn:family-grocer:problem:origin-not-allowed");
        assertThat(answer.headers().firstValue("access-control-allow-origin")).isEmpty();
        assertThat(gateway.browser()
                        .get("/api/lists", "Origin", "https://app.example.org")
                        .headers()
                        .firstValue("access-control-allow-origin"))
                .isEmpty();
    }

    @Test
    void pagesOfAnOriginThatIsLetInMayDoWhatIsSaid() throws Exception {
        try (var open = gateway(Map.of(
                "GROCER_GATEWAY_CORS_ORIGINS", "https://app.example.org",
                "GROCER_GATEWAY_CORS_CREDENTIALS", "true"))) {
            var asked = preflight(open, "https://app.example.org");
            var answer = open.browser().get("/api/lists", "Origin", "https://app.example.org");

            assertThat(asked.statusCode()).isEqualTo(204);
            assertThat(asked.headers()
                            .firstValue("access-control-allow-methods")
                            .orElseThrow())
                    .contains("PATCH");
            assertThat(asked.headers()
                            .firstValue("access-control-allow-headers")
                            .orElseThrow())
                    .contains("X-Session");
            assertThat(asked.headers().firstValue("access-control-max-age")).hasValue("600");
            assertThat(answer.headers().firstValue("access-control-allow-origin"))
                    .hasValue("https://app.example.org");
            assertThat(answer.headers().firstValue("access-control-allow-credentials"))
                    .hasValue("true");
            assertThat(answer.headers().firstValue("vary").orElseThrow()).containsIgnoringCase("origin");
            assertThat(preflight(open, "https://app.example.org.evil.example").statusCode())
                    .isEqualTo(403);
            browser.signIn(open, who);
            assertThat(browser.post(
                                    open,
                                    "/api/lists",
                                    new JsonObject(),
                                    "Origin",
                                    "https://app.example.org",
                                    "Sec-Fetch-Site",
                                    "same-site")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static GatewayProcess gateway(Map<String, String> more) throws Exception {
        var environment = new HashMap<>(Map.of(
                "GROCER_GATEWAY_UPSTREAMS_FAMILY",
                service.url(),
                "GROCER_GATEWAY_UPSTREAMS_LIST",
                service.url(),
                "GROCER_GATEWAY_LIMITS_SIGN_IN_REQUESTS",
                "100000",
                "QUARKUS_REDIS_HOSTS",
                "redis://127.0.0.1:1"));
        environment.putAll(more);
        return new GatewayProcess(environment);
    }

    private static HttpResponse<String> preflight(GatewayProcess gateway, String origin) {
        return gateway.browser()
                .send(gateway.browser()
                        .request("/api/lists", "Origin", origin, "Access-Control-Request-Method", "POST")
                        .method("OPTIONS", BodyPublishers.noBody()));
    }
}
