package io.familygrocer.catalog;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The bounds of catalog-service; {@code grocer.catalog.*}. */
@ConfigMapping(prefix = "grocer.catalog")
public interface CatalogConfig {

    /** How long browsers and shared caches may use an answer without asking. */
    @WithDefault("5m")
    Duration maxAge();

    /** How long they may go on using it while they ask. */
    @WithDefault("1d")
    Duration staleWhileRevalidate();

    /** How many answers the cache in this process keeps. */
    @WithDefault("2000")
    long localEntries();

    /** How long the cache in this process keeps an answer. */
    @WithDefault("30s")
    Duration localTtl();

    /** How long Redis keeps an answer. */
    @WithDefault("10m")
    Duration redisTtl();

    /** How alike a misspelt name and a known one must be to be taken for the same, 0 to 1. */
    @WithDefault("0.5")
    double similarity();

    /** The channel of Redis on which the caches in front hear that the catalogue is new. */
    @WithDefault("grocer:gateway:purge")
    String purgeChannel();
}
