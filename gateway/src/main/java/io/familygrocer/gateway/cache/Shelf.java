package io.familygrocer.gateway.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLongArray;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.familygrocer.gateway.cacherules.Asked;

/** What is kept, by address, within a bound of bytes. Used by all event loops at once. */
final class Shelf {
    private static final int STAMPS = 1024;

    private final Cache<String, List<Kept>> all;
    private final int maxVariants;

    /** How often something went at the addresses of one stamp; what was asked before must not be put back after it. */
    private final AtomicLongArray stamps = new AtomicLongArray(STAMPS);

    Shelf(long maxBytes, int maxVariants) {
        this.maxVariants = maxVariants;
        this.all = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((String key, List<Kept> variants) -> key.length() * 2
                        + variants.stream().mapToInt(Kept::weight).sum())
                .build();
    }

    /** What there is for a request, or null. */
    Kept find(String key, Asked asked) {
        var variants = all.getIfPresent(key);
        if (variants == null) {
            return null;
        }
        // The newest that suits (RFC 9111, section 4).
        for (int at = variants.size() - 1; at >= 0; at--) {
            if (variants.get(at).stored().suits(asked)) {
                return variants.get(at);
            }
        }
        return null;
    }

    /** Whether there is anything of an address. */
    boolean knows(String key) {
        return all.getIfPresent(key) != null;
    }

    /** To be asked before the service is. */
    long stamp(String key) {
        return stamps.get(place(key));
    }

    /**
     * Keeps an answer, in the place of what it replaces, unless something went here since the stamp was read.
     *
     * @return whether it was kept
     */
    boolean put(String key, Kept kept, long stamp) {
        var after = all.asMap().compute(key, (same, variants) -> {
            if (stamp(key) != stamp) {
                return variants;
            }
            var next = new ArrayList<Kept>(maxVariants);
            if (variants != null) {
                variants.stream()
                        .filter(other -> !other.stored().isSameVariantAs(kept.stored()))
                        .forEach(next::add);
            }
            next.add(kept);
            return List.copyOf(next.subList(Math.max(0, next.size() - maxVariants), next.size()));
        });
        return after != null && after.getLast() == kept;
    }

    /** Lets everything of an address go. */
    void remove(String key) {
        stamps.incrementAndGet(place(key));
        all.invalidate(key);
    }

    /** Lets everything go that carries one of the tags. */
    void purge(Set<String> tags) {
        for (int at = 0; at < STAMPS; at++) {
            stamps.incrementAndGet(at);
        }
        all.asMap().forEach((key, variants) -> {
            if (variants.stream().anyMatch(kept -> kept.tags().stream().anyMatch(tags::contains))) {
                all.invalidate(key);
            }
        });
    }

    /** Bytes, roughly. */
    long bytes() {
        return all.policy()
                .eviction()
                .flatMap(eviction -> eviction.weightedSize().stream().boxed().findFirst())
                .orElse(0L);
    }

    private static int place(String key) {
        return (key.hashCode() & Integer.MAX_VALUE) % STAMPS;
    }
}
