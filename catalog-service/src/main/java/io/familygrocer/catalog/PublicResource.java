package io.familygrocer.catalog;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A resource whose answers are the same for everybody: browsers and shared caches may keep them, and ask again by entity
 * tag.
 */
public abstract class PublicResource {

    private final ObjectMapper json;
    private final String cacheControl;

    /** With the service's way to write JSON, and for how long others may keep an answer. */
    protected PublicResource(ObjectMapper json, CatalogConfig config) {
        this.json = json;
        this.cacheControl = "public, max-age=%d, stale-while-revalidate=%d"
                .formatted(
                        config.maxAge().toSeconds(),
                        config.staleWhileRevalidate().toSeconds());
    }

    /** The content as JSON with its tag, or 304 where the client has it already (RFC 9110, section 13.1.2). */
    protected Response answer(Object content, Request request) {
        byte[] body = write(content);
        var tag = new EntityTag(digest(body));
        var unchanged = request.evaluatePreconditions(tag);
        var answer = unchanged == null ? Response.ok(body, MediaType.APPLICATION_JSON_TYPE) : unchanged;
        return answer.tag(tag)
                .header(HttpHeaders.CACHE_CONTROL, cacheControl)
                .header("Cache-Tag", SharedCaches.TAG)
                .build();
    }

    private byte[] write(Object content) {
        try {
            return json.writeValueAsBytes(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not writable as JSON: " + content.getClass(), e);
        }
    }

    private static String digest(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
