package io.familygrocer.gateway.site;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.impl.MimeMapping;

import io.familygrocer.gateway.compress.Coding;
import io.familygrocer.gateway.compress.Compression;

/**
 * A file of the web client, ready to send.
 *
 * @param content the bytes
 * @param encoded the bytes in the codings that are worth it
 * @param type the media type
 * @param etag a strong validator, quotes included
 * @param cacheControl how long a browser may keep it
 * @param preloads what a page needs at once, as {@code Link} says it; null for nothing
 */
record SiteFile(
        Buffer content, Map<Coding, Buffer> encoded, String type, String etag, String cacheControl, String preloads) {
    /** As Vite names what never changes: {@code /assets/name-<hash>.ext}. */
    private static final Pattern HASHED = Pattern.compile("/assets/.+-[A-Za-z0-9_-]{8,}\\.[a-z0-9]+");

    private static final Set<String> TEXT = Set.of("js", "css", "html", "svg", "json", "webmanifest", "txt", "map");

    static SiteFile of(String path, byte[] bytes, Compression compression) {
        var extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        var content = Buffer.buffer(bytes);
        var encoded = new EnumMap<Coding, Buffer>(Coding.class);
        if (TEXT.contains(extension)) {
            for (var coding : compression.offered()) {
                var shorter = compression.encodeOnce(coding, content);
                if (shorter.length() < bytes.length) {
                    encoded.put(coding, shorter);
                }
            }
        }
        return new SiteFile(
                content,
                Collections.unmodifiableMap(encoded),
                type(extension),
                '"' + hash(bytes) + '"',
                HASHED.matcher(path).matches() ? "public, max-age=31536000, immutable" : "no-cache",
                extension.equals("html") ? Preloads.of(bytes) : null);
    }

    private static String type(String extension) {
        return switch (extension) {
            case "js", "mjs" -> "text/javascript; charset=utf-8";
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "txt" -> "text/plain; charset=utf-8";
            case "webmanifest" -> "application/manifest+json";
            case "json", "map" -> "application/json";
            default -> {
                var known = MimeMapping.getMimeTypeForExtension(extension);
                yield known == null ? "application/octet-stream" : known;
            }
        };
    }

    private static String hash(byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
