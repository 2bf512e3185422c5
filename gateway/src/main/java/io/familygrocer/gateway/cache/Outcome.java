package io.familygrocer.gateway.cache;

import java.util.EnumMap;
import java.util.Map;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What became of a request. */
enum Outcome {
    /** Answered from memory without a question. */
    HIT("hit", "memory"),
    /** Answered by what another gateway had fetched. */
    SHARED("hit", "redis"),
    /** Answered by another request's answer. */
    COLLAPSED("collapsed", "memory"),
    /** Answered from here after the service said that it is still good. */
    VALIDATED("validated", "memory"),
    /** Answered by what is stale, instead of an error. */
    STALE("stale", "memory"),
    /** Answered by the service. */
    MISS("miss", "none");

    private final String label;
    private final String level;

    Outcome(String label, String level) {
        this.label = label;
        this.level = level;
    }

    /** Where the answer was: {@code memory}, {@code redis} or {@code none}. */
    String level() {
        return level;
    }

    /** A counter for each. */
    static Map<Outcome, Counter> counters(MeterRegistry metrics) {
        var counters = new EnumMap<Outcome, Counter>(Outcome.class);
        for (var outcome : values()) {
            counters.put(
                    outcome,
                    Counter.builder("grocer.gateway.cache.requests")
                            .description("Requests that the cache looked at, by what became of them")
                            .tag("outcome", outcome.label)
                            .tag("level", outcome.level)
                            .register(metrics));
        }
        return counters;
    }
}
