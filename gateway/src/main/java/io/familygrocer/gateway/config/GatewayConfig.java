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

    /** Bounds of the connections to the services. */
    Connections connections();

    /** What a refused upload may still send before its connection is closed. */
    Refusal refusal();

    /** What browsers are told about this site. */
    Security security();

    /** How often the services are looked at. */
    Watch watch();

    /** How streams end when this process is asked to stop. */
    Drain drain();

    /** One service. */
    interface UpstreamConfig {
        /** Base address: {@code http://host:port} or {@code https://host:port}, nothing behind it. */
        @WithParentName
        String url();

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

        /** From the request's head to the answer's end; for a streaming route to the answer's head. */
        @WithDefault("30S")
        Duration requestTimeout();

        /** The most bytes of a request body. */
        @WithDefault("2M")
        MemorySize bodyLimit();

        /** Whether answers may last for ever, as streams of events do; they have their own connections. */
        @WithDefault("false")
        boolean streaming();
    }

    /** Bounds of the connections to one upstream. */
    interface Connections {
        /** Connections for ordinary requests. */
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
