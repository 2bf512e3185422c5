package io.familygrocer.gateway;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.familygrocer.gateway.Shopper.header;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@WithTestResource(Shops.class)
class CompressionTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @ConfigProperty(name = Peers.URL)
    URI base;

    private Shopper shopper;

    @BeforeEach
    void open() {
        shopper = new Shopper(base, "/api/shop");
    }

    @ParameterizedTest
    @CsvSource({"'gzip, br', br, false", "gzip, gzip, false", "'gzip, br', br, true", "gzip, gzip, true"})
    void compressesForWhomTakesIt(String accepted, String coding, boolean open) throws Exception {
        var address = open
                ? shopper.address("h.content-type", "application/json", "size", "300000", "open", "1")
                : shopper.address("h.content-type", "application/json; charset=utf-8", "size", "300000");

        var answer = ask(address, accepted);

        assertThat(header(answer, "Content-Encoding")).isEqualTo(coding);
        assertThat(header(answer, "Vary")).isEqualToIgnoringCase("accept-encoding");
        assertThat(answer.body()).hasSizeLessThan(30_000);
        assertThat(decoded(answer)).isEqualTo("x".repeat(300_000));
    }

    @Test
    void saysThatItCouldBeCompressedToWhoDoesNotTakeIt() {
        var plain = shopper.get(shopper.address("h.content-type", "application/json", "size", "3000"));

        assertThat(header(plain, "Content-Encoding")).isEmpty();
        assertThat(header(plain, "Vary")).isEqualToIgnoringCase("accept-encoding");
        assertThat(plain.body()).hasSize(3000);
    }

    @ParameterizedTest
    @CsvSource({
        "content-type, image/png",
        "content-encoding, x-own",
        "cache-control, no-transform",
        "content-range, bytes 0-1/2",
        "content-type, text/event-stream"
    })
    void leavesAloneWhatIsNotWorthItOrMustNotBeChanged(String header, String value) throws Exception {
        var address = header.equals("content-type")
                ? shopper.address("h.content-type", value, "size", "3000")
                : shopper.address("h.content-type", "application/json", "h." + header, value, "size", "3000");

        var answer = ask(address, "gzip, br");

        assertThat(header(answer, "Content-Encoding")).isIn("", "x-own");
        assertThat(header(answer, "Vary")).isEmpty();
        assertThat(answer.body()).hasSize(3000);
    }

    @Test
    void leavesSmallOnesAlone() throws Exception {
        var answer = ask(shopper.address("h.content-type", "application/json", "size", "1000"), "gzip");

        assertThat(answer.body()).hasSize(1000);
    }

    @Test
    void makesTheTagOfWhatItChangesWeakAndUnderstandsItWhenItComesBack() throws Exception {
        var address = shopper.address("h.content-type", "application/json", "h.etag", "\"a\"", "size", "3000");

        assertThat(header(ask(address, "br"), "ETag")).isEqualTo("W/\"a\"");
        assertThat(header(shopper.get(address), "ETag")).isEqualTo("\"a\"");
        assertThat(shopper.get(address, "If-None-Match", "W/\"a\"").statusCode())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "gzip"})
    void compressesWhatIsKeptAndKeepsItForAll(String coding) throws Exception {
        var address = shopper.address(
                "h.content-type", "text/plain", "h.cache-control", "public, max-age=60", "size", "5000");

        assertThat(shopper.get(address).body()).hasSize(5000);
        for (int at = 0; at < 2; at++) {
            var kept = ask(address, coding);
            assertThat(header(kept, "X-Count")).isEqualTo("1");
            assertThat(header(kept, "Content-Encoding")).isEqualTo(coding);
            assertThat(decoded(kept)).isEqualTo("x".repeat(5000));
        }
        assertThat(shopper.get(address).body()).hasSize(5000);
    }

    @Test
    void sendsEachPartOfABodyWhenItComes() throws IOException {
        var address = shopper.address("h.content-type", "application/json", "size", "3000", "hang", "1");
        var text = "GET " + address + " HTTP/1.1\nHost: x\nAccept-Encoding: gzip\n\n";
        try (var socket = shopper.browser().say(text)) {
            var seen = Browser.readUntil(socket, "\r\n\r\n");

            assertThat(seen).containsIgnoringCase("content-encoding: gzip");
            // The first part is all there while the service has not sent the second.
            assertThat(Browser.readUntil(socket, "\r\n").strip()).matches("[0-9a-f]+");
        }
    }

    private HttpResponse<byte[]> ask(String address, String accepted) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(base.resolve(address))
                        .header("Accept-Encoding", accepted)
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private static String decoded(HttpResponse<byte[]> answer) throws IOException {
        var bytes = new ByteArrayInputStream(answer.body());
        try (var in = header(answer, "Content-Encoding").equals("br")
                ? new BrotliInputStream(bytes)
                : new GZIPInputStream(bytes)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
