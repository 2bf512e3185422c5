package io.familygrocer.gateway.cacherules;

import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * An answer that may be used again, without its body.
 *
 * @param status of the answer
 * @param fields that may be stored
 * @param directives what it says to this cache
 * @param varied the request fields that it was chosen by, normalised; null for one that the request did not have
 * @param lifetimeMillis for how long it is fresh (RFC 9111, section 4.2.1)
 * @param initialAgeMillis how old it was when it came (section 4.2.3)
 * @param receivedMillis when it came
 */
public record Stored(
        int status,
        Fields fields,
        Directives directives,
        Map<String, OptionalValue> varied,
        long lifetimeMillis,
        long initialAgeMillis,
        long receivedMillis) {
    /**
     * A value that may be missing, which is a value, too.
     *
     * @param text null for missing
     */
    public record OptionalValue(String text) {}

    /** The same with other fields, for an answer that is not stored again. */
    public Stored withFields(Fields others) {
        return new Stored(status, others, directives, varied, lifetimeMillis, initialAgeMillis, receivedMillis);
    }

    /** Whether it is for everybody, whoever it was made for (RFC 9111, section 3.5). */
    public boolean forAll() {
        return directives.has("public") || directives.has("must-revalidate") || directives.has("s-maxage");
    }

    /** Whether a request may get it instead of one of its own: as far as {@code Vary} goes, and who asks. */
    public boolean suits(Asked asked) {
        return (forAll() || !asked.personal())
                && varied.entrySet().stream()
                        .allMatch(field -> Objects.equals(asked.normalised(field.getKey()), field.getValue().text));
    }

    /** Whether both were chosen by the same request fields with the same values: the newer takes the older's place. */
    public boolean isSameVariantAs(Stored other) {
        return varied.equals(other.varied);
    }

    /** Whether it can be validated. */
    public boolean hasValidator() {
        return fields.has("etag") || fields.has("last-modified");
    }

    /** How old it is, in milliseconds. */
    public long ageMillis(long nowMillis) {
        return initialAgeMillis + Math.max(0, nowMillis - receivedMillis);
    }

    /** What is left of its freshness, in milliseconds; negative for stale. */
    public long freshForMillis(long nowMillis) {
        return lifetimeMillis - ageMillis(nowMillis);
    }

    /** For how long it may be used without the service, fresh or stale, in milliseconds; 0 for not at all. */
    public long usableForMillis(long nowMillis) {
        if (directives.plain("no-cache")) {
            return 0;
        }
        long stale = neverStale()
                ? 0
                : Math.max(
                        directives.seconds("stale-while-revalidate").orElse(0),
                        directives.seconds("stale-if-error").orElse(0));
        return Math.max(0, freshForMillis(nowMillis) + stale * 1000);
    }

    /** Whether it must not be used when stale, whatever else it says (RFC 9111, section 5.2.2). */
    public boolean neverStale() {
        return directives.has("must-revalidate")
                || directives.has("proxy-revalidate")
                || directives.has("s-maxage")
                || directives.plain("no-cache");
    }

    /** Whether it may stand in for an error (RFC 5861, section 4). */
    public boolean mayHideError(Asked asked, long nowMillis) {
        return !neverStale()
                && (within(directives.seconds("stale-if-error"), nowMillis)
                        || within(asked.directives().seconds("stale-if-error"), nowMillis));
    }

    /** Whether it is stale by no more than so many seconds. */
    boolean within(OptionalLong seconds, long nowMillis) {
        return seconds.isPresent() && -freshForMillis(nowMillis) <= seconds.getAsLong() * 1000;
    }
}
