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
 * @param webSockets whether WebSockets pass
 * @param versions the versions of the service; null where there is one only
 * @param mirroring who gets copies; null for nobody
 */
public record Route(
        String name,
        Upstream upstream,
        Set<String> hosts,
        Duration timeout,
        GatewayConfig.Priority priority,
        List<String> limits,
        long bodyLimit,
        boolean streaming,
        boolean webSockets,
        Versions versions,
        Mirroring mirroring) {
    /** The same to another version of the service. */
    public Route to(Upstream other) {
        return new Route(
                name, other, hosts, timeout, priority, limits, bodyLimit, streaming, webSockets, null, mirroring);
    }

    /** The same with versions and a mirror. */
    Route with(Versions otherVersions, Mirroring otherMirroring) {
        return new Route(
                name,
                upstream,
                hosts,
                timeout,
                priority,
                limits,
                bodyLimit,
                streaming,
                webSockets,
                otherVersions,
                otherMirroring);
    }
}
