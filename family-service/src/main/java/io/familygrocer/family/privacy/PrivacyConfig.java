package io.familygrocer.family.privacy;

import java.time.Duration;
import java.util.List;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Taking along and being forgotten; {@code grocer.family.privacy.*}. */
@ConfigMapping(prefix = "grocer.family.privacy")
public interface PrivacyConfig {

    /** Who has to sign an erasure, and answers an export. */
    @WithDefault("family-service,list-service,catalog-service,notification-service")
    List<String> services();

    /** After how long those who have not signed an erasure are asked again. */
    @WithDefault("1h")
    Duration askAgain();

    /** How long the topics keep a message, the time to drop its segment included. */
    @WithDefault("8d")
    Duration topicRetention();

    /** How long backups are kept; for as long it is remembered, by id, what was erased. */
    @WithDefault("35d")
    Duration backupRetention();

    /** How long an archive may be fetched. */
    @WithDefault("7d")
    Duration archiveLifetime();

    /** How large an archive may be that is imported. */
    @WithDefault("32M")
    MemorySize importSize();

    /** How large what is in it may be, unpacked. */
    @WithDefault("64M")
    MemorySize importUnpacked();

    /** How many archives one instance reads at a time. */
    @WithDefault("2")
    int importsAtOnce();
}
