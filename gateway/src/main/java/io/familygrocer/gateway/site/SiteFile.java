package io.familygrocer.gateway.site;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.impl.MimeMapping;

/**
 * A file of the web client, ready to send.
 *
 * @param content the bytes
 * @param zipped the bytes by gzip; null where that isn't worth it
 * @param type the media type
 * @param etag a strong validator, quotes included
 * @param cacheControl how long a browser may keep it
 */
record SiteFile(Buffer content, Buffer zipped, String type, String etag, String cacheControl) {
    /** As Vite names what never changes: {@code /assets/name-<hash>.ext}. */
    private static final Pattern HASHED = Pattern.compile("/assets/.+-[A-Za-z0-9_-]{8,}\\.[a-z0-9]+");

    private static final Set<String> TEXT = Set.of("js", "css", "html", "svg", "json", "webmanifest", "txt", "map");

    static SiteFile of(String path, byte[] bytes) {
        var extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        var zipped = TEXT.contains(extension) ? zip(bytes) : null;
        return new SiteFile(
                Buffer.buffer(bytes),
                zipped != null && zipped.length < bytes.length ? Buffer.buffer(zipped) : null,
                type(extension),
                '"' + hash(bytes) + '"',
                HASHED.matcher(path).matches() ? "public, max-age=31536000, immutable" : "no-cache");
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

    private static byte[] zip(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
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
