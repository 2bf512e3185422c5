package io.familygrocer.platform.web;

import jakarta.enterprise.context.RequestScoped;

import io.vertx.ext.web.RoutingContext;

/** What the client of the request says about itself; anybody can say anything. */
@RequestScoped
public class CurrentDevice {

    private final RoutingContext request;

    CurrentDevice(RoutingContext request) {
        this.request = request;
    }

    /** The header {@code User-Agent} (RFC 9110, 10.1.5); null where it is missing. */
    public String userAgent() {
        return request.request().getHeader("User-Agent");
    }

    /** The header {@code X-Client}, by which our own clients name the app and the device; null where it is missing. */
    public String client() {
        return request.request().getHeader("X-Client");
    }
}
