package io.familygrocer.family.mail;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How mails leave the house; {@code grocer.family.mail.*}. */
@ConfigMapping(prefix = "grocer.family.mail")
public interface MailConfig {

    /** The SMTP server; while there is none, mails wait. */
    Optional<String> host();

    /** Whom mails are from. */
    @WithDefault("Family Grocer <family-grocer@localhost>")
    String from();

    /** How often it is looked for mails whose turn it is. */
    @WithDefault("1s")
    Duration sweep();

    /** Mails that one replica takes at a time. */
    @WithDefault("10")
    int batch();

    /** Mails that one replica sends at the same time. */
    @WithDefault("4")
    int concurrency();

    /** How long one attempt may take. */
    @WithDefault("30s")
    Duration timeout();

    /** How often a mail is tried; after that it is given up and kept. */
    @WithDefault("12")
    int attempts();

    /** The pause after the first failed attempt; it doubles each time. */
    @WithDefault("5s")
    Duration firstPause();

    /** The longest pause between two attempts. */
    @WithDefault("1h")
    Duration longestPause();

    /** How long a mail that could not be sent is kept. */
    @WithDefault("30d")
    Duration retention();
}
