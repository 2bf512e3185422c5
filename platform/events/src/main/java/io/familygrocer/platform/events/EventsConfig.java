package io.familygrocer.platform.events;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How events leave and arrive; {@code grocer.events.*}. */
@ConfigMapping(prefix = "grocer.events")
public interface EventsConfig {

    /** CloudEvents source of what this service publishes, for example {@code /list-service}. */
    String source();

    /** How many outbox rows one turn of the relay sends at most. */
    @WithDefault("500")
    int relayBatch();

    /** How long one turn of the relay waits for the broker before it gives its rows back. */
    @WithDefault("15s")
    Duration relayTimeout();

    /** How often a handler is tried again before its message goes to the dead letters. */
    @WithDefault("5")
    int retries();

    /** The pause before the first retry; it doubles each time, with half of it at random. */
    @WithDefault("200ms")
    Duration retryPause();

    /** How long the inbox remembers an event; longer than the broker keeps it. */
    @WithDefault("15d")
    Duration inboxRetention();

    /** How long a dead letter is kept for an operator; as long as the topic keeps it. */
    @WithDefault("8d")
    Duration deadLetterRetention();
}
