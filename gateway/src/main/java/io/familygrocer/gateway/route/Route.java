package io.familygrocer.gateway.route;

import java.time.Duration;

/**
 * Where the requests below some path go, and their bounds.
 *
 * @param name the operator's name for it, as metrics and the access log carry it
 * @param upstream the service
 * @param timeout from the request's head to the answer's end, or to its head when streaming
 * @param bodyLimit bytes
 * @param streaming whether answers may last for ever
 */
public record Route(String name, Upstream upstream, Duration timeout, long bodyLimit, boolean streaming) {}
