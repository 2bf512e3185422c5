package io.familygrocer.gateway.openapi;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;

import io.familygrocer.gateway.compress.Coding;
import io.familygrocer.gateway.compress.Compression;
import io.familygrocer.gateway.visit.Visit;

/**
 * A document in one format, ready to send.
 *
 * @param type the media type
 * @param content the bytes
 * @param encoded the bytes in the codings that are offered
 * @param etag a validator of the content whatever its coding, quotes included
 */
record Rendering(String type, Buffer content, Map<Coding, Buffer> encoded, String etag) {

    static Rendering of(String type, String text, Compression compression) {
        var content = Buffer.buffer(text);
        var encoded = new EnumMap<Coding, Buffer>(Coding.class);
        for (var coding : compression.offered()) {
            encoded.put(coding, compression.encodeOnce(coding, content));
        }
        return new Rendering(type, content, Collections.unmodifiableMap(encoded), "W/\"" + hash(content) + '"');
    }

    void send(Visit visit) {
        var response = visit.response().putHeader(HttpHeaders.ETAG, etag);
        var known = visit.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        if (known != null && (known.contains(etag) || known.strip().equals("*"))) {
            response.setStatusCode(304).end();
            return;
        }
        var coding = Coding.of(visit.request().headers().getAll(HttpHeaders.ACCEPT_ENCODING), encoded.keySet());
        var bytes = coding == null ? content : encoded.get(coding);
        if (coding != null) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, coding.label());
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(bytes.length()));
        if (visit.request().method() == HttpMethod.HEAD) {
            response.end();
        } else {
            response.end(bytes);
        }
    }

    private static String hash(Buffer content) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes());
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
