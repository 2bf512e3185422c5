package io.familygrocer.gateway.route;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.familygrocer.gateway.config.GatewayConfig;

/**
 * Where the requests below some path go, and their bounds.
 *
 * @param name the operator's name for it, as metrics and the access log carry it
 * @param upstream the service
 * @param hosts the hosts that it serves, in lower case; empty for all
 * @param timeout from the request's head to the answer's end, or to its head when streaming
 * @param priority what is refused last when the service has too much to do
 * @param limits the names of the limits of its requests
 * @param bodyLimit bytes
 * @param streaming whether answers may last for ever
 */
public record Route(
        String name,
        Upstream upstream,
        Set<String> hosts,
        Duration timeout,
        GatewayConfig.Priority priority,
        List<String> limits,
        long bodyLimit,
        boolean streaming) {}
