package io.familygrocer.gateway.cors;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;

import io.familygrocer.gateway.problem.GatewayProblem;
import io.familygrocer.gateway.problem.ProblemDocument;
import io.familygrocer.gateway.visit.Visit;

/**
 * Lets pages of other sites use the API, as the Fetch standard has browsers ask for it. What services say about it does
 * not count.
 */
@Singleton
public final class Cors {
    private static final String PREFIX = "grocer.gateway.cors.";
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'+.^_`|~0-9A-Za-z-]+");
    private static final Pattern ORIGIN = Pattern.compile("https?://[^/*?#@\\s]+");
    private static final List<CharSequence> WORDS = List.of(
            HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN,
            HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS,
            HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS,
            HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS,
            HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS,
            HttpHeaders.ACCESS_CONTROL_MAX_AGE);

    private final Set<String> origins;
    private final boolean credentials;
    private final String methods;
    private final String headers;
    private final String expose;
    private final String maxAge;

    /** @throws ConfigurationException with every origin that is none */
    @Inject
    Cors(CorsConfig config) {
        var faults = new ArrayList<String>();
        check(config, faults);
        if (!faults.isEmpty()) {
            throw new ConfigurationException("The gateway can't start:\n  - " + String.join("\n  - ", faults));
        }
        this.origins = Set.copyOf(origins(config));
        this.credentials = config.credentials();
        this.methods = String.join(", ", config.methods());
        this.headers = String.join(", ", config.headers());
        this.expose = String.join(", ", config.expose());
        this.maxAge = Long.toString(config.maxAge().toSeconds());
    }

    /** Says every fault of a configuration, with its fix. */
    public static void check(CorsConfig config, List<String> faults) {
        for (var origin : origins(config)) {
            if (!ORIGIN.matcher(origin).matches()) {
                faults.add("%sorigins has %s; an origin is like https://app.example.org, no path, no *"
                        .formatted(PREFIX, origin));
            }
        }
        checkNames("methods", config.methods(), "GET,POST", faults);
        checkNames("headers", config.headers(), "Content-Type,X-Session", faults);
        checkNames("expose", config.expose(), "ETag,Location", faults);
        if (config.maxAge().isNegative()) {
            faults.add(PREFIX + "max-age must not be negative; 0S has browsers ask each time, 600S is the default");
        }
    }

    private static void checkNames(String setting, List<String> names, String example, List<String> faults) {
        for (var name : names) {
            if (!TOKEN.matcher(name.strip()).matches()) {
                faults.add("%s%s has %s; name each one, such as %s: * is not understood with cookies"
                        .formatted(PREFIX, setting, name, example));
            }
        }
    }

    private static List<String> origins(CorsConfig config) {
        return config.origins().orElse(List.of()).stream()
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .toList();
    }

    /** Whether pages of an origin may use the API; null is a request of no page. */
    public boolean isAllowed(String origin) {
        return origin != null && origins.contains(origin);
    }

    /** Whether the session's cookie counts for a WebSocket from a page of an origin that is let in. */
    public boolean allowsCookies(String origin) {
        return credentials && isAllowed(origin);
    }

    /** Whether the request may go on; a browser's question whether another request may be sent is answered here. */
    public boolean enter(Visit visit) {
        var request = visit.request();
        if (visit.upgrades()) {
            return enterSocket(visit, request.getHeader(HttpHeaders.ORIGIN));
        }
        if (request.method() != HttpMethod.OPTIONS
                || !request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD)
                || !request.headers().contains(HttpHeaders.ORIGIN)) {
            return true;
        }
        if (!isAllowed(request.getHeader(HttpHeaders.ORIGIN))) {
            new ProblemDocument(GatewayProblem.ORIGIN_NOT_ALLOWED, null).send(visit);
            return false;
        }
        visit.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .setStatusCode(204)
                .end();
        return false;
    }

    /** Browsers ask nothing before they open a WebSocket, and let every page read it: other sites are refused here. */
    private boolean enterSocket(Visit visit, String origin) {
        if (origin == null || isAllowed(origin) || visit.origin().isOwn(origin)) {
            return true;
        }
        new ProblemDocument(GatewayProblem.ORIGIN_NOT_ALLOWED, null).send(visit);
        return false;
    }

    /** Writes what a browser is to know into the head of an answer of the API. */
    public void writeTo(Visit visit) {
        var answer = visit.response().headers();
        if (answer.contains(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN)) {
            WORDS.forEach(answer::remove);
        }
        if (origins.isEmpty()) {
            return;
        }
        answer.add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        var origin = visit.request().getHeader(HttpHeaders.ORIGIN);
        if (isAllowed(origin)) {
            allow(visit, origin, answer);
        }
    }

    private void allow(Visit visit, String origin, MultiMap answer) {
        answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        if (credentials) {
            answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
        }
        if (visit.request().method() == HttpMethod.OPTIONS) {
            answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, methods);
            answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, headers);
            answer.set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, maxAge);
        } else {
            answer.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, expose);
        }
    }
}
