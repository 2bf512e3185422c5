package io.familygrocer.gateway;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.netty.handler.codec.http2.Http2Exception;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import static io.familygrocer.gateway.Browser.readUntil;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A front door that speaks HTTP/2 without TLS, and allows few connections. */
@QuarkusTest
@WithTestResource(Peers.class)
@TestProfile(FrontTest.Front.class)
class FrontTest {
    private static final int CONNECTIONS = 20;

    @ConfigProperty(name = Peers.URL)
    URI base;

    /** For a proxy in front. */
    public static final class Front implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "grocer.gateway.front.http2-clear-text",
                    "true",
                    "grocer.gateway.front.connections-per-address",
                    String.valueOf(CONNECTIONS));
        }
    }

    @Test
    void putsABodyOfUnknownLengthFromHttp2IntoHttp1() {
        var vertx = Vertx.vertx();
        try {
            var client = vertx.createHttpClient(new HttpClientOptions()
                    .setProtocolVersion(HttpVersion.HTTP_2)
                    .setHttp2ClearTextUpgrade(false));
            var body = client.request(HttpMethod.POST, base.getPort(), base.getHost(), "/api/lists")
                    .compose(request -> {
                        request.setChunked(true).write(Buffer.buffer("first,"));
                        return request.send(Buffer.buffer("second"));
                    })
                    .compose(response -> response.body())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            assertThat(body.toJsonObject().getInteger("body")).isEqualTo("first,second".length());
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void breaksAnAnswerOffOnHttp2Too() {
        var vertx = Vertx.vertx();
        try {
            var options = new HttpClientOptions()
                    .setProtocolVersion(HttpVersion.HTTP_2)
                    .setHttp2ClearTextUpgrade(false);
            var answer = vertx.createHttpClient(options)
                    .request(HttpMethod.GET, base.getPort(), base.getHost(), "/api/lists/deeper/half")
                    .compose(HttpClientRequest::send)
                    .compose(HttpClientResponse::body)
                    .toCompletionStage()
                    .toCompletableFuture();
            assertThatThrownBy(answer::join).hasCauseInstanceOf(StreamResetException.class);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void saysHowLongTheHeadersOfHttp2MayBe() {
        var vertx = Vertx.vertx();
        try {
            var options = new HttpClientOptions()
                    .setProtocolVersion(HttpVersion.HTTP_2)
                    .setHttp2ClearTextUpgrade(false);
            var answer = vertx.createHttpClient(options)
                    .request(HttpMethod.GET, base.getPort(), base.getHost(), "/api/lists")
                    .compose(request ->
                            request.putHeader("X-Long", "x".repeat(17_000)).send())
                    .toCompletionStage()
                    .toCompletableFuture();
            assertThatThrownBy(answer::join).hasCauseInstanceOf(Http2Exception.HeaderListSizeException.class);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void allowsAnAddressSoManyConnectionsAndNoMore() throws IOException {
        var browser = new Browser(base);
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int at = 0; at < CONNECTIONS; at++) {
                sockets.add(ask(browser));
                assertThat(readUntil(sockets.getLast(), "\r\n\r\n")).startsWith("HTTP/1.1 200");
            }
            try (var oneTooMany = ask(browser)) {
                assertThat(readUntil(oneTooMany, "traceId"))
                        .startsWith("HTTP/1.1 429")
                        .contains("too-many-connections")
                        .containsIgnoringCase("retry-after");
            }
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
    }

    private static Socket ask(Browser browser) throws IOException {
        return browser.say("GET /api/status HTTP/1.1\nHost: x\n\n");
    }
}
