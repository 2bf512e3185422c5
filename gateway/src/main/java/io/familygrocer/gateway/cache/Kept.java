package io.familygrocer.gateway.cache;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import io.vertx.core.buffer.Buffer;

import io.familygrocer.gateway.cacherules.Stored;
import io.familygrocer.gateway.compress.Coding;

/**
 * An answer with its body, which is not to be changed.
 *
 * @param stored all but the body
 * @param body as the service sent it
 * @param encoded the body in the codings that somebody has asked for
 * @param tags the service's names for what it is about, to purge it by
 */
record Kept(Stored stored, Buffer body, Map<Coding, Buffer> encoded, Set<String> tags) {
    /** What an entry costs besides its bytes, roughly. */
    private static final int OVERHEAD = 1024;

    Kept(Stored stored, Buffer body) {
        this(stored, body, new EnumMap<>(Coding.class), tags(stored));
    }

    /** The same body with what is now known about it. */
    Kept with(Stored fresh) {
        return new Kept(fresh, body, encoded, tags(fresh));
    }

    /** The body in a coding, made by the first who asks. */
    Buffer encoded(Coding coding, UnaryOperator<Buffer> encode) {
        synchronized (encoded) {
            return encoded.computeIfAbsent(coding, ignored -> encode.apply(body));
        }
    }

    /** Whether it is good for longer than another one, or there is no other one. */
    boolean isFresherThan(Kept other) {
        long now = System.currentTimeMillis();
        return other == null || stored.freshForMillis(now) > other.stored.freshForMillis(now);
    }

    /** Bytes of memory, at most: one coding more can't be longer than the body by much. */
    int weight() {
        return OVERHEAD + 2 * stored.fields().size() + 2 * body.length();
    }

    private static Set<String> tags(Stored stored) {
        List<String> lines = stored.fields().all("cache-tag");
        return lines.stream()
                .flatMap(line -> Arrays.stream(line.split("[, ]+")))
                .filter(tag -> !tag.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
