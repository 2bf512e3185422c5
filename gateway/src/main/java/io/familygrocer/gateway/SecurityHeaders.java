package io.familygrocer.gateway;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.familygrocer.gateway.config.GatewayConfig;
import io.familygrocer.gateway.visit.RequestPath;
import io.familygrocer.gateway.visit.Visit;

/** What browsers are told with every answer; the gateway's word replaces a service's. */
@Singleton
final class SecurityHeaders {
    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

    private final GatewayConfig.Security config;

    @Inject
    SecurityHeaders(GatewayConfig config) {
        this.config = config.security();
    }

    void writeTo(Visit visit) {
        var path = visit.request().path();
        var headers = visit.response().headers();
        headers.set(
                        "Content-Security-Policy",
                        path != null && RequestPath.isApi(path) ? NOTHING : config.contentSecurityPolicy())
                .set("X-Content-Type-Options", "nosniff")
                .set("X-Frame-Options", "DENY")
                .set("Referrer-Policy", "same-origin")
                .set("Permissions-Policy", "camera=(self), geolocation=(), microphone=(), payment=(), usb=()")
                .set("Cross-Origin-Opener-Policy", "same-origin")
                .set("Cross-Origin-Resource-Policy", "same-origin");
        if (visit.origin().secure()) {
            headers.set("Strict-Transport-Security", config.strictTransportSecurity());
        }
    }
}
