package io.familygrocer.gateway.proxy;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;

import io.vertx.core.http.ConnectionPoolTooBusyException;

import io.familygrocer.gateway.problem.GatewayProblem;
import io.familygrocer.gateway.problem.ProblemDocument;
import io.familygrocer.gateway.route.Route;

/** Says in HTTP why a service gave no answer. */
final class Failures {
    private Failures() {}

    /**
     * The problem for a failure.
     *
     * @param received whether the client's request had arrived in full: if not, a timeout is the client's
     */
    static ProblemDocument of(Throwable cause, Route route, boolean received) {
        var name = route.upstream().name();
        return switch (cause) {
            case TimeoutException e when !received -> new ProblemDocument(GatewayProblem.REQUEST_TIMEOUT, null);
            case TimeoutException e ->
                new ProblemDocument(
                        GatewayProblem.UPSTREAM_TIMEOUT,
                        "No answer from " + name + " within " + route.timeout().toMillis() + " ms.");
            case ConnectionPoolTooBusyException e ->
                new ProblemDocument(GatewayProblem.BUSY, "Too many requests wait for " + name + ".");
            case ConnectException e -> unreachable(name);
            case NoRouteToHostException e -> unreachable(name);
            case UnknownHostException e -> unreachable(name);
            case UnresolvedAddressException e -> unreachable(name);
            default ->
                new ProblemDocument(GatewayProblem.UPSTREAM_BROKEN, name + " ended the connection without an answer.");
        };
    }

    /** Whether another try could go better. */
    static boolean passes(Throwable cause) {
        return !(cause instanceof ConnectionPoolTooBusyException) && !(cause instanceof TimeoutException);
    }

    /** Whether it says something about the instance: that we ask too much of it at once does not. */
    static boolean accuses(Throwable cause) {
        return !(cause instanceof ConnectionPoolTooBusyException);
    }

    private static ProblemDocument unreachable(String name) {
        return new ProblemDocument(GatewayProblem.UPSTREAM_UNREACHABLE, "No connection to " + name + ".");
    }
}
