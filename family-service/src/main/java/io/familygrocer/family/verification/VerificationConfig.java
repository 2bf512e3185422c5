package io.familygrocer.family.verification;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How long the links of mails are good for, and how many mails there are; {@code grocer.family.verification.*}. */
@ConfigMapping(prefix = "grocer.family.verification")
public interface VerificationConfig {

    /** How long a link that confirms an address is good for. */
    @WithDefault("24h")
    Duration emailLifetime();

    /** How long a link to a new password is good for. */
    @WithDefault("30m")
    Duration resetLifetime();

    /** Mails of one kind to one person in the window. */
    @WithDefault("5")
    int mails();

    /** What they are counted in. */
    @WithDefault("1h")
    Duration window();

    /** Answers that are given before the work is done, at the same time; more are dropped. */
    @WithDefault("64")
    int background();
}
