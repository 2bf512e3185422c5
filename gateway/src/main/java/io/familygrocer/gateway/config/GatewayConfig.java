package io.familygrocer.gateway.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

/**
 * Everything an operator can set. {@link io.familygrocer.gateway.route.RouteTable} checks what types can't say and
 * refuses to start with a message that names the fix.
 */
@ConfigMapping(prefix = "grocer.gateway")
public interface GatewayConfig {

    /** The services behind this gateway, by a name of the operator's choice. */
    Map<String, UpstreamConfig> upstreams();

    /** Which paths go where, by a name that metrics and the access log carry. */
    Map<String, RouteConfig> routes();

    /**
     * Addresses or CIDR blocks of the proxies in front of this gateway, whose {@code X-Forwarded-*} headers are
     * believed. Empty: those of nobody.
     */
    Optional<List<String>> trustedProxies();

    /** Limits of requests, by a name of the operator's choice; each route says which of them are its. */
    Map<String, LimitConfig> limits();

    /** How limits are counted. */
    Limiter limiter();

    /** Bounds of what clients may do with their connections. */
    Front front();

    /** Bounds of the connections to the services. */
    Connections connections();

    /** Second tries. */
    Retry retry();

    /** When an address of a service is left out. */
    Outliers outliers();

    /** When a service is left alone. */
    Breaker breaker();

    /** What a refused upload may still send before its connection is closed. */
    Refusal refusal();

    /** What browsers are told about this site. */
    Security security();

    /** How many requests may be under way. */
    Shedding shedding();

    /** Whether each request becomes a line of JSON on the standard output. */
    @WithDefault("true")
    boolean accessLog();

    /** How often the services are looked at. */
    Watch watch();

    /** How streams end when this process is asked to stop. */
    Drain drain();

    /** One service. */
    interface UpstreamConfig {
        /**
         * Base addresses: {@code http://host:port} or {@code https://host:port}, nothing behind it; several with commas.
         * Each address that a host name stands for is an instance of its own.
         */
        @WithParentName
        String urls();

        /** The path that the background look at the service asks for; any answer below 500 counts as up. */
        @WithDefault("/")
        String watchPath();
    }

    /** One set of paths with its bounds. */
    interface RouteConfig {
        /** The name of the upstream. */
        String upstream();

        /** Path prefixes below {@code /api}, whole segments; the longest over all routes wins. */
        List<String> paths();

        /** The hosts that it serves, without ports; none: all that no other route of the same path names. */
        Optional<List<String>> hosts();

        /** From the request's head to the answer's end; for a streaming route to the answer's head. */
        @WithDefault("30S")
        Duration requestTimeout();

        /** What is refused last when a service has too much to do. */
        @WithDefault("normal")
        Priority priority();

        /** The names of the limits of its requests. */
        @WithDefault("address,user,family")
        List<String> limits();

        /** The most bytes of a request body. */
        @WithDefault("2M")
        MemorySize bodyLimit();

        /** Whether answers may last for ever, as streams of events do; they have their own connections. */
        @WithDefault("false")
        boolean streaming();

        /** Whether WebSockets pass; elsewhere the wish for one is ignored, and the request is answered as any other. */
        @WithDefault("false")
        boolean webSockets();
    }

    /** So many requests in so much time. */
    interface LimitConfig {
        /** Whose requests are counted together: {@code address}, or {@code claim:NAME} of the bearer token. */
        String key();

        /** The most requests at once, and in the time below. */
        long requests();

        /** The time in which so many requests become possible again, evenly. */
        @WithDefault("60S")
        Duration per();
    }

    /** What matters more. */
    enum Priority {
        /** What people wait for and what loses nothing only when it arrives. */
        HIGH,
        /** Everything else. */
        NORMAL,
        /** What can wait. */
        LOW
    }

    /** Requests under way to one service: their number follows how quickly it answers; beyond it they wait, or get 503. */
    interface Shedding {
        /** Whether there is such a number. */
        @WithDefault("true")
        boolean enabled();

        /** The number at the start. */
        @WithDefault("256")
        int initial();

        /** It never falls below. */
        @WithDefault("64")
        int min();

        /** It never grows beyond. */
        @WithDefault("1024")
        int max();

        /** The part of it that requests of normal priority may fill. */
        @WithDefault("90")
        int normalPercent();

        /** The part of it that requests of low priority may fill. */
        @WithDefault("70")
        int lowPercent();

        /** For how long one waits that has no place; beyond: 503. Nothing for not at all. */
        @WithDefault("0.5S")
        Duration maxWait();

        /** Requests that may wait for one service; the next is refused at once. */
        @WithDefault("1024")
        int maxWaiting();
    }

    /** Limits hold for all gateways that share a Redis together. */
    interface Limiter {
        /** Whether limits hold at all. */
        @WithDefault("true")
        boolean enabled();

        /** How many gateways there are: each has this part of the limits while Redis can't be reached. */
        @WithDefault("1")
        int gateways();

        /** The part of a limit that gateways may hold unspent, together, in percent: how exact the limits are. */
        @WithDefault("1")
        int leasePercent();

        /** How long to wait for Redis. */
        @WithDefault("0.25S")
        Duration redisTimeout();

        /** For how long Redis is left alone after a failure. */
        @WithDefault("2S")
        Duration redisPause();

        /** The most buckets in memory; the least used are forgotten. */
        @WithDefault("100000")
        long maxBuckets();
    }

    /** The listening side. A change needs a restart. */
    interface Front {
        /** The longest request line, in bytes; beyond: 414. */
        @WithDefault("8192")
        int maxRequestLine();

        /** The most bytes of all headers together; beyond: 431. */
        @WithDefault("16K")
        MemorySize maxHeaders();

        /** Connections that one address may hold, those of trusted proxies apart; the next one's request gets 429. */
        @WithDefault("1000")
        int connectionsPerAddress();

        /** In this time the head of a request must be there; else the connection is closed. */
        @WithDefault("10S")
        Duration headTimeout();

        /** Connections on which nothing moves are closed after this. */
        @WithDefault("60S")
        Duration idleTimeout();

        /**
         * Whether HTTP/2 is spoken without TLS, for a trusted proxy in front. The bounds for slow heads don't hold then
         * until the protocol is known, so that it is off for a gateway that strangers reach.
         */
        @WithDefault("false")
        boolean http2ClearText();

        /** PEM file of the certificate chain; with it the front door speaks TLS, and HTTP/2 where the client can. */
        Optional<String> certificate();

        /** PEM file of the certificate's private key. */
        Optional<String> key();

        /** How often these two files are looked at: another certificate is in force at once, for new connections. */
        @WithDefault("60S")
        Duration certificateCheck();
    }

    /** Idempotent requests are tried again where the service gave no answer: at another instance, if there is one. */
    interface Retry {
        /** Tries of one request, the first included. */
        @WithDefault("2")
        int attempts();

        /** Second tries for each hundred requests to a service, so that a struggling service isn't asked twice as much. */
        @WithDefault("20")
        int budgetPercent();

        /** The longest pause before a second try; the pause is random. */
        @WithDefault("0.025S")
        Duration pause();

        /** A body up to this is kept for a second try. */
        @WithDefault("16K")
        MemorySize keptBody();
    }

    /** An instance that fails again and again is left out while others work; half of them stay in any case. */
    interface Outliers {
        /** Failures in a row. */
        @WithDefault("5")
        int failures();

        /** For how long. */
        @WithDefault("30S")
        Duration ejection();

        /** How often host names are resolved anew. */
        @WithDefault("10S")
        Duration resolveInterval();
    }

    /** A service that fails again and again is left alone: its requests are answered with 503 at once. */
    interface Breaker {
        /** Failures in a row: no connection, no answer, no answer in time, 502 or 504. */
        @WithDefault("5")
        int failures();

        /** For how long; shorter when the background look at the service sees it come back. */
        @WithDefault("60S")
        Duration open();

        /** Requests that are let through after that, and all of which must succeed. */
        @WithDefault("3")
        int trials();
    }

    /** Bounds of the connections to one upstream. */
    interface Connections {
        /** Connections for ordinary requests; each event loop has its part of them, where 16 or more are left to each. */
        @WithDefault("256")
        int max();

        /** Connections for streams, one a stream. */
        @WithDefault("10000")
        int maxStreams();

        /** Requests that may wait for a connection before the next is refused with 503. */
        @WithDefault("1024")
        int maxWaiting();

        /** How long to wait for a connection to open. */
        @WithDefault("2S")
        Duration connectTimeout();

        /** Idle connections are closed after this; keep it below the services' own idle timeout. */
        @WithDefault("20S")
        Duration keepAlive();
    }

    /**
     * A client that is told "too large" while it still sends must be read on, or it sees a reset and not the answer;
     * but not for ever.
     */
    interface Refusal {
        /** Bytes that are still read and dropped. */
        @WithDefault("16M")
        MemorySize maxDiscarded();

        /** Time in which the client has to end. */
        @WithDefault("5S")
        Duration time();
    }

    /** Headers of every answer. */
    interface Security {
        /** Whether they are sent; off only where something in front of this gateway says it all. */
        @WithDefault("true")
        boolean enabled();

        /** {@code Content-Security-Policy} of pages; answers below {@code /api} carry a policy that allows nothing. */
        String contentSecurityPolicy();

        /** {@code Strict-Transport-Security}, sent only on what came by https. */
        @WithDefault("max-age=31536000; includeSubDomains")
        String strictTransportSecurity();
    }

    /** The background look at the services, for people and dashboards: readiness doesn't hang on it. */
    interface Watch {
        /** Time between two looks. */
        @WithDefault("5S")
        Duration interval();

        /** How long a service may take to answer. */
        @WithDefault("2S")
        Duration timeout();
    }

    /** The end of streams before this process stops. */
    interface Drain {
        /** Each open stream ends at a random moment within this, so that clients don't all come back at once. */
        @WithDefault("1S")
        Duration spread();
    }
}
