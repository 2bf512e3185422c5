package io.familygrocer.gateway.proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/**
 * Looks at what a service answers to one request, and may answer the client in its place. Called on the event loop of the
 * request; what it does not say otherwise goes its way.
 */
public interface Onlooker {
    /** Looks at nothing. */
    Onlooker NONE = new Onlooker() {};

    /** The request goes out, perhaps not for the first time; its header fields may be changed. */
    default void asks(MultiMap headers) {}

    /**
     * The answer begins. Returns whether the onlooker answers the client itself; the rest of this answer is dropped then.
     *
     * @param headers as the service sent them
     */
    default boolean takes(int status, MultiMap headers) {
        return false;
    }

    /**
     * The answer goes on to the client.
     *
     * @param sent as the service sent them
     * @param passed as the client will get them, to be changed
     */
    default void passes(int status, MultiMap sent, MultiMap passed) {}

    /** A part of the body, as the service sent it; not to be changed. */
    default void part(Buffer part) {}

    /** The body was all there. */
    default void whole() {}

    /** There is no answer. Returns whether the onlooker answers the client itself, instead of a problem with that status. */
    default boolean standsIn(int status) {
        return false;
    }
}
