package io.familygrocer.list.suggestion;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The bounds of suggestions; {@code grocer.list.suggestions.*}. */
@ConfigMapping(prefix = "grocer.list.suggestions")
public interface SuggestionConfig {

    /** How often the worker looks for families that have changed. */
    @WithDefault("15s")
    Duration every();

    /** How many of a family's last purchases are looked at. */
    @WithDefault("5000")
    int maxHistory();

    /** How far back is looked. */
    @WithDefault("365d")
    Duration lookBack();

    /** How many suggestions of each kind are kept. */
    @WithDefault("50")
    int maxKept();

    /** How many families wait to be computed at most; of more, the next one who asks is served what is known. */
    @WithDefault("10000")
    int maxWaiting();

    /** How many families one run computes. */
    @WithDefault("100")
    int batch();

    /** How long what was computed holds when nothing has changed: what is due changes with the days. */
    @WithDefault("12h")
    Duration maxAge();

    /** How long an answer is kept in this process. */
    @WithDefault("10s")
    Duration localTtl();

    /** How long an answer is kept in Redis. */
    @WithDefault("10m")
    Duration redisTtl();
}
