package io.familygrocer.gateway.limit;

import java.time.Duration;

/**
 * So many requests in so much time, for each value of something: a bucket of tokens that fills evenly.
 *
 * @param name the operator's name for it, as the {@code RateLimit} headers carry it
 * @param subject whose requests are counted together
 * @param requests the tokens of a full bucket
 * @param per in which an empty bucket fills
 * @param lease tokens that one gateway takes at once from the common bucket
 * @param policy as the {@code RateLimit-Policy} header says it
 */
record Limit(String name, Subject subject, long requests, Duration per, long lease, String policy) {

    Limit(String name, Subject subject, long requests, Duration per, long lease) {
        this(
                name,
                subject,
                requests,
                per,
                lease,
                "\"" + name + "\";q=" + requests + ";w=" + Math.max(1, per.toSeconds()));
    }

    /** Milliseconds in which one token comes back. */
    double millisPerToken() {
        return (double) per.toMillis() / requests;
    }
}
