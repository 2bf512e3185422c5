package io.familygrocer.gateway;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.familygrocer.platform.devservices.Ports;

import static org.assertj.core.api.Assertions.assertThat;

/** The document of all services at the front door: two that say something, and two that are not there. */
@QuarkusTest
@WithTestResource(ApiDocumentTest.Documented.class)
class ApiDocumentTest {
    private static final String SETUP = "/api/lists/setup";

    @ConfigProperty(name = Peers.URL)
    URI base;

    private Browser browser;

    /** Two services with documents; that of list is whatever was posted to it last, and there is none before. */
    public static final class Documented implements QuarkusTestResourceLifecycleManager {
        private final AtomicReference<String> list = new AtomicReference<>("");
        private Vertx vertx;

        @Override
        public Map<String, String> start() {
            vertx = Vertx.vertx();
            int port = Ports.free();
            return Map.ofEntries(
                    Map.entry(Peers.URL, "http://localhost:" + port + "/"),
                    Map.entry("quarkus.http.test-port", String.valueOf(port)),
                    Map.entry("grocer.gateway.openapi.refresh", "0.2S"),
                    Map.entry("grocer.gateway.openapi.retry", "0.2S"),
                    Map.entry("grocer.gateway.openapi.max-document", "10K"),
                    Map.entry("grocer.gateway.upstreams.list", url(serve(this::list))),
                    Map.entry(
                            "grocer.gateway.upstreams.catalog",
                            url(serve(request ->
                                    request.response().end(document("/api/catalog/products", "of catalog"))))),
                    Map.entry("grocer.gateway.upstreams.family", "http://localhost:" + Ports.free()),
                    Map.entry("grocer.gateway.upstreams.notification", "http://localhost:" + Ports.free()));
        }

        @Override
        public void stop() {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }

        private void list(HttpServerRequest request) {
            if (request.path().equals(SETUP)) {
                request.body().onSuccess(body -> {
                    list.set(body.toString());
                    request.response().end();
                });
            } else if (list.get().isEmpty()) {
                request.response().setStatusCode(404).end();
            } else {
                request.response().end(list.get());
            }
        }

        private HttpServer serve(io.vertx.core.Handler<HttpServerRequest> handler) {
            return vertx.createHttpServer()
                    .requestHandler(handler)
                    .listen(0, "localhost")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }

        private static String url(HttpServer server) {
            return "http://localhost:" + server.actualPort();
        }
    }

    @BeforeEach
    void bothSaySomething() {
        browser = new Browser(base);
        listSays(document("/api/lists", "first"));
        awaitPath("/api/lists", "first");
    }

    @Test
    void hasThePathsOfTheServicesThatAreThereAndNamesTheOthers() {
        var answer = browser.get("/api/openapi");
        var document = new JsonObject(answer.body());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "content-type")).isEqualTo("application/json");
        assertThat(document.getJsonObject("paths").fieldNames())
                .containsExactlyInAnyOrder("/api/lists", "/api/catalog/products");
        assertThat(document.getJsonObject("info").getString("title")).isEqualTo("Family Grocer");
        assertThat(document.getJsonArray("x-services").encode())
                .isEqualTo(
                        "[{\"name\":\"catalog\",\"document\":\"current\"},{\"name\":\"family\",\"document\":\"missing\"},"
                                + "{\"name\":\"list\",\"document\":\"current\"},{\"name\":\"notification\",\"document\":\"missing\"}]");
    }

    @Test
    void saysTheSameInYaml() throws Exception {
        var json = new YAMLMapper().readTree(browser.get("/api/openapi").body());
        var answer = browser.get("/api/openapi", "Accept", "application/yaml");

        assertThat(header(answer, "content-type")).isEqualTo("application/yaml");
        assertThat(answer.body()).contains("openapi: 3.1.0");
        JsonNode yaml = new YAMLMapper().readTree(answer.body());
        assertThat(yaml).isEqualTo(json);
    }

    @Test
    void mayBeKeptAndAskedForAgainByItsTag() {
        var answer = browser.get("/api/openapi");

        var again = browser.get("/api/openapi", "If-None-Match", header(answer, "etag"));
        var yaml = browser.get("/api/openapi", "Accept", "text/yaml", "If-None-Match", header(answer, "etag"));

        assertThat(header(answer, "cache-control")).startsWith("public, max-age=");
        assertThat(header(answer, "vary")).contains("accept");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(yaml.statusCode()).isEqualTo(200);
        assertThat(header(browser.get("/api/openapi", "Accept-Encoding", "gzip"), "content-encoding"))
                .isEqualTo("gzip");
    }

    @Test
    void hearsOfAnotherDocument() {
        listSays(document("/api/lists/more", "second"));

        awaitPath("/api/lists/more", "second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "[]", "{\"openapi\": \"2.0\"}", "long"})
    void keepsWhatAServiceSaidLastWhileItSaysNothingOfUse(String nonsense) {
        listSays(nonsense.equals("long") ? document("/api/lists", "x".repeat(11_000)) : nonsense);

        awaitState("list", "last-known");
        assertThat(summary("/api/lists")).isEqualTo("first");
    }

    @Test
    void isOnlyThereToBeRead() {
        var answer = browser.send(browser.request("/api/openapi").POST(BodyPublishers.ofString("x")));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(header(answer, "allow")).isEqualTo("GET, HEAD");
    }

    private void listSays(String document) {
        browser.send(browser.request(SETUP).POST(BodyPublishers.ofString(document)));
    }

    private void awaitPath(String path, String summary) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> summary.equals(summary(path)));
        awaitState("list", "current");
    }

    private void awaitState(String service, String state) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> browser.json("/api/openapi").getJsonArray("x-services").stream()
                        .map(JsonObject.class::cast)
                        .anyMatch(one -> one.getString("name").equals(service)
                                && one.getString("document").equals(state)));
    }

    private String summary(String path) {
        var found = browser.json("/api/openapi").getJsonObject("paths").getJsonObject(path);
        return found == null ? null : found.getJsonObject("get").getString("summary");
    }

    private static String document(String path, String summary) {
        return new JsonObject()
                .put("openapi", "3.1.0")
                .put(
                        "paths",
                        new JsonObject()
                                .put(path, new JsonObject().put("get", new JsonObject().put("summary", summary))))
                .encode();
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
