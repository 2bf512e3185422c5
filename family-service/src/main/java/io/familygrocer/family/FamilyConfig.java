package io.familygrocer.family;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonValue;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What can be set about people, sessions, families and invites; {@code grocer.family.*}. */
@ConfigMapping(prefix = "grocer.family")
public interface FamilyConfig {

    /** Where people reach the house; what invite links start with. */
    @WithDefault("http://localhost:8080")
    URI publicUrl();

    /**
     * 32 bytes in base64 that protect the signing keys and other secrets at rest; needed in production. More than one while
     * it is being changed, with commas between them: the first encrypts, each decrypts.
     */
    Optional<List<String>> keyEncryptionKey();

    /** How long an access token is good for. */
    @WithDefault("5m")
    Duration accessTokenLifetime();

    /** How long a family that was dissolved can be restored. */
    @WithDefault("30d")
    Duration dissolvedRetention();

    /** How often families are looked for that can't be restored any more. */
    @WithDefault("10m")
    Duration dissolutionSweep();

    /** How often families are looked for whose last state is not on the snapshot topic. */
    @WithDefault("10s")
    Duration snapshotSweep();

    /** Who may make an account. */
    @WithDefault("open")
    Registration registration();

    /**
     * Whether an account can be used only once its e-mail address is confirmed. Registering then answers alike for a new
     * address and a taken one; needs a mail server.
     */
    @WithDefault("false")
    boolean confirmEmail();

    /** How passwords are hashed, and which are refused. */
    Passwords passwords();

    /** How long sign-ins last. */
    Sessions sessions();

    /** How many of each there may be. */
    Limits limits();

    /** Who may make an account. */
    enum Registration {
        /** Everybody. */
        OPEN,
        /** Who holds an invite to a family. */
        INVITE,
        /** Nobody. */
        CLOSED;

        /** The name in configuration and on the wire. */
        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Argon2id (RFC 9106) with the first choice of the OWASP cheat sheet; hashes carry their own parameters. */
    interface Passwords {

        /** Memory of one hash in KiB. */
        @WithDefault("19456")
        int memory();

        /** Passes over the memory. */
        @WithDefault("2")
        int iterations();

        /** Lanes of one hash. */
        @WithDefault("1")
        int parallelism();

        /** Characters that a new password has at least, up to 200. */
        @WithDefault("8")
        int minLength();

        /** How many are hashed at the same time; each takes a core and its memory. */
        @WithDefault("2")
        int concurrency();

        /** How many more may wait for their turn; beyond that the answer is 503. */
        @WithDefault("64")
        int queue();
    }

    /** Sessions and their refresh tokens. */
    interface Sessions {

        /** How long a session lives without being used. */
        @WithDefault("60d")
        Duration lifetime();

        /** How long a session lives, however much it is used. */
        @WithDefault("365d")
        Duration absoluteLifetime();

        /** How long the last refresh may be repeated by a client that lost the reply. */
        @WithDefault("2m")
        Duration repeatWindow();

        /** Live sessions of one person; one more ends the least recently used. */
        @WithDefault("50")
        int perPerson();

        /** How long an ended session is kept, to tell a token that is over from one that never was. */
        @WithDefault("30d")
        Duration retention();
    }

    /** Bounds. */
    interface Limits {

        /** Families that one person may be in. */
        @WithDefault("20")
        int familiesPerPerson();

        /** Members of one family. */
        @WithDefault("50")
        int membersPerFamily();

        /** Open invites of one family. */
        @WithDefault("50")
        int openInvitesPerFamily();
    }
}
