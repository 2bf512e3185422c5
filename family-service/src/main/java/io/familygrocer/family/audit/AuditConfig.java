package io.familygrocer.family.audit;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much of the audit log is kept; {@code grocer.family.audit.*}. */
@ConfigMapping(prefix = "grocer.family.audit")
public interface AuditConfig {

    /** How long an entry is kept. */
    @WithDefault("180d")
    Duration retention();

    /** How many entries of one person are kept; the oldest go first. */
    @WithDefault("1000")
    int perPerson();
}
