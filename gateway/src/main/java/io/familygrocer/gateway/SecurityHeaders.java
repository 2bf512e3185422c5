package io.familygrocer.gateway;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.vertx.core.http.HttpHeaders;

import io.familygrocer.gateway.config.GatewayConfig;
import io.familygrocer.gateway.visit.RequestPath;
import io.familygrocer.gateway.visit.Visit;

/** What browsers are told with every answer; the gateway's word replaces a service's. */
@Singleton
final class SecurityHeaders {
    private static final CharSequence POLICY = HttpHeaders.createOptimized("content-security-policy");
    private static final CharSequence NOTHING =
            HttpHeaders.createOptimized("default-src 'none'; frame-ancestors 'none'");
    private static final CharSequence TRANSPORT = HttpHeaders.createOptimized("strict-transport-security");

    /** Name, value, name, value: encoded once, because every answer carries them. */
    private static final CharSequence[] ALWAYS = optimized(
            "x-content-type-options", "nosniff",
            "x-frame-options", "DENY",
            "referrer-policy", "same-origin",
            "permissions-policy", "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
            "cross-origin-opener-policy", "same-origin",
            "cross-origin-resource-policy", "same-origin");

    private final boolean enabled;
    private final CharSequence ofPages;
    private final CharSequence transport;

    @Inject
    SecurityHeaders(GatewayConfig config) {
        enabled = config.security().enabled();
        ofPages = HttpHeaders.createOptimized(config.security().contentSecurityPolicy());
        transport = HttpHeaders.createOptimized(config.security().strictTransportSecurity());
    }

    void writeTo(Visit visit) {
        if (!enabled) {
            return;
        }
        var path = visit.path();
        var headers = visit.response().headers();
        headers.set(POLICY, path != null && RequestPath.isApi(path) ? NOTHING : ofPages);
        for (int at = 0; at < ALWAYS.length; at += 2) {
            headers.set(ALWAYS[at], ALWAYS[at + 1]);
        }
        if (visit.origin().secure()) {
            headers.set(TRANSPORT, transport);
        }
    }

    private static CharSequence[] optimized(String... texts) {
        var all = new CharSequence[texts.length];
        for (int at = 0; at < texts.length; at++) {
            all[at] = HttpHeaders.createOptimized(texts[at]);
        }
        return all;
    }
}
