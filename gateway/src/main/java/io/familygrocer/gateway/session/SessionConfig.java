package io.familygrocer.gateway.session;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * Sessions of browsers. Where a service answers with tokens, a browser that asks for it gets a cookie instead, and the
 * gateway turns the cookie into a token again at each request. A change needs a restart.
 */
@ConfigMapping(prefix = "grocer.gateway.session")
public interface SessionConfig {

    /**
     * 32 bytes in base64, the same for every gateway, from the environment; several with commas while it is changed: the
     * first seals, each opens. Needed as soon as there is a kind of session.
     */
    Optional<List<String>> key();

    /** The kinds of sessions, by the name with which a browser asks for one in {@code X-Session}. */
    Map<String, Kind> kinds();

    /**
     * Whether sessions are for http as well, with a cookie that is neither {@code Secure} nor {@code __Host-}: for a
     * home network without a certificate. Without it http is for this machine only.
     */
    @WithDefault("false")
    boolean clearText();

    /** For how long what Redis said about a session is believed without asking again. */
    @WithDefault("1S")
    Duration memory();

    /** The most sessions in memory; the least used are forgotten. */
    @WithDefault("100000")
    long maxMemory();

    /** The most bytes of an answer out of which tokens are taken. */
    @WithDefault("256K")
    MemorySize answerLimit();

    /** For how long the cookie before the current one is good, once the current one has been shown. */
    @WithDefault("2M")
    Duration repeatWindow();

    /** How long another gateway that renews the same session is waited for. */
    @WithDefault("5S")
    Duration renewalPatience();

    /** How long to wait for Redis. */
    @WithDefault("0.25S")
    Duration redisTimeout();

    /** For how long Redis is left alone after a failure. */
    @WithDefault("2S")
    Duration redisPause();

    /** One kind of session. Paths may have {@code *} for one segment. */
    interface Kind {
        /** The cookie's name; {@code __Host-} is put before it. */
        String cookie();

        /** Paths whose answers may carry the tokens of a new session. */
        List<String> begin();

        /** Paths whose answers may carry another access token of the session that asks. */
        Optional<List<String>> renew();

        /** Where {@code {"refreshToken": …}} is traded for the next tokens. */
        String refresh();

        /** Where {@code {"refreshToken": …}} ends a session; none where nothing does. */
        Optional<String> end();

        /**
         * The key in Redis that says that a session has ended where it came from, with {@code *} for the claim below;
         * none where nobody says it. While there is one, no access token of the session is used.
         */
        Optional<String> endedKey();

        /** The claim of access tokens that names the session there. */
        @WithDefault("sid")
        String endedClaim();

        /** Whether requests that change nothing use it without saying so: for pictures and downloads. */
        @WithDefault("false")
        boolean implicit();

        /** Without use for so long it ends. */
        @WithDefault("60d")
        Duration idle();

        /** It ends after this, however much it is used. */
        @WithDefault("365d")
        Duration absolute();
    }
}
