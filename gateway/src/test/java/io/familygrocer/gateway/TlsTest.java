package io.familygrocer.gateway;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509TrustManager;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

/** A front door with a certificate, over the wire: what it speaks, what it hints at, and another certificate. */
@QuarkusTest
@WithTestResource(Tls.class)
class TlsTest {
    private static final String[] OPENED = {"Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"};

    @ConfigProperty(name = Peers.URL)
    URI base;

    private Vertx vertx;
    private Path folder;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        folder = Path.of(ConfigProvider.getConfig().getValue(Tls.FOLDER, String.class));
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpVersion.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void speaksWhatTheClientAsksForByAlpn(HttpVersion version) {
        var answer = get(version, "/api/lists", new ArrayList<>());

        assertThat(answer.response().version()).isEqualTo(version);
        assertThat(answer.response().getHeader("strict-transport-security")).startsWith("max-age=");
        var arrived = new JsonObject(answer.body()).getJsonObject("headers");
        assertThat(arrived.getString("x-forwarded-proto")).isEqualTo("https");
    }

    @Test
    void isAsStrictAsWithoutTls() throws Exception {
        try (var socket = connect()) {
            var text = "POST /api/lists HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "0\r\n\r\nGET /api/catalog HTTP/1.1\r\nHost: x\r\n\r\n";
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));

            assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("malformed-request")
                    .doesNotContain("HTTP/1.1 200");
        }
    }

    @Test
    void passesWebSockets() throws Exception {
        var client = vertx.createWebSocketClient(
                new WebSocketClientOptions().setSsl(true).setTrustAll(true).setVerifyHost(false));
        var socket = await(client.connect(new WebSocketConnectOptions()
                .setHost(base.getHost())
                .setPort(base.getPort())
                .setURI("/api/sockets/echo")));
        var heard = new CompletableFuture<String>();
        socket.textMessageHandler(heard::complete);
        await(socket.writeTextMessage("milk"));

        assertThat(heard.get(30, TimeUnit.SECONDS)).isEqualTo("milk");
        await(socket.close());
    }

    @Test
    void tellsABrowserThatOpensThePageWhatItWillNeed() throws IOException {
        var hints = new ArrayList<String>();

        var answer = get(HttpVersion.HTTP_2, "/", hints, OPENED);

        assertThat(hints).singleElement().isEqualTo(answer.response().getHeader("link"));
        for (var link : hints.getFirst().split(", ")) {
            var path = link.substring(1, link.indexOf('>'));
            assertThat(link).contains("rel=preload; as=");
            assertThat(answer.body()).contains("\"" + path + "\"");
            assertThat(get(HttpVersion.HTTP_2, path, new ArrayList<>())
                            .response()
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void hintsAtNothingWhereItIsOfNoUse() {
        var hints = new ArrayList<String>();

        var page = get(HttpVersion.HTTP_1_1, "/", hints, OPENED);
        get(HttpVersion.HTTP_2, "/", hints);
        get(HttpVersion.HTTP_2, "/sw.js", hints, OPENED);
        get(
                HttpVersion.HTTP_2,
                "/",
                hints,
                "Sec-Fetch-Mode",
                "navigate",
                "Sec-Fetch-Dest",
                "document",
                "If-None-Match",
                page.response().getHeader("etag"));

        assertThat(hints).isEmpty();
        assertThat(page.response().getHeader("link")).contains("rel=preload");
    }

    @Test
    void takesAnotherCertificateOnceItsKeyIsThereToo() throws Exception {
        var name = "next-" + System.nanoTime();
        var next = Pem.make(folder, name);
        var before = served();

        Files.writeString(Tls.chain(folder), next.chain());
        // Without its key it is of no use: the old one is served on.
        Awaitility.await()
                .pollDelay(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(30))
                .until(() -> served().equals(before));

        Files.writeString(Tls.key(folder), next.key());
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> served().equals("CN=" + name));
        assertThat(get(HttpVersion.HTTP_2, "/api/lists", new ArrayList<>())
                        .response()
                        .version())
                .isEqualTo(HttpVersion.HTTP_2);
    }

    private record Answer(HttpClientResponse response, String body) {}

    private Answer get(HttpVersion version, String path, List<String> hints, String... headers) {
        var client = vertx.createHttpClient(new HttpClientOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setProtocolVersion(version)
                .setTrustAll(true)
                .setVerifyHost(false));
        return await(client.request(HttpMethod.GET, base.getPort(), base.getHost(), path)
                .compose(request -> {
                    for (int at = 0; at < headers.length; at += 2) {
                        request.putHeader(headers[at], headers[at + 1]);
                    }
                    request.earlyHintsHandler(hint -> hints.add(hint.get("link")));
                    return request.send();
                })
                .compose(response -> response.body().map(Buffer::toString).map(body -> new Answer(response, body))));
    }

    /** The name in the certificate of a new connection. */
    private String served() throws IOException, GeneralSecurityException {
        try (var socket = connect()) {
            socket.startHandshake();
            var certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return certificate.getSubjectX500Principal().getName();
        }
    }

    private SSLSocket connect() throws IOException, GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new X509TrustManager[] {new Trusting()}, null);
        var socket = (SSLSocket) context.getSocketFactory().createSocket(base.getHost(), base.getPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    /** Trusts everybody: the certificates of this test are nobody's. */
    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
