package io.familygrocer.gateway.cors;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which pages of other sites may use the API. Closed by default. A change needs a restart. */
@ConfigMapping(prefix = "grocer.gateway.cors")
public interface CorsConfig {

    /** Their origins, exactly: {@code https://app.example.org}. Empty: none. */
    Optional<List<String>> origins();

    /** The methods that they may use. */
    @WithDefault("GET,HEAD,POST,PUT,PATCH,DELETE")
    List<String> methods();

    /** The headers that they may send. */
    @WithDefault(
            "Accept,Accept-Language,Authorization,Content-Type,Idempotency-Key,If-Match,If-None-Match,Last-Event-ID,X-Session")
    List<String> headers();

    /** The headers of answers that they may read. */
    @WithDefault("Content-Disposition,ETag,Location,RateLimit,RateLimit-Policy,Retry-After,X-Request-Id")
    List<String> expose();

    /** Whether the browser may send the session's cookie along; it does for pages of the same site only. */
    @WithDefault("false")
    boolean credentials();

    /** For how long a browser may remember the answer. */
    @WithDefault("600S")
    Duration maxAge();
}
