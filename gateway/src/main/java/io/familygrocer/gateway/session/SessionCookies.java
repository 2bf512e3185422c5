package io.familygrocer.gateway.session;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;

import io.familygrocer.gateway.visit.Visit;

/** The cookies of sessions: read, taken away from what services see, and set. */
final class SessionCookies {
    private static final String PREFIX = "__Host-";
    private static final int REMEMBERED = 20_000;

    private final SessionKinds kinds;
    private final Sealer sealer;
    private final boolean clearText;
    private final InstantSource clock;
    private final Cache<String, Optional<Ticket>> opened = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();

    SessionCookies(SessionKinds kinds, Sealer sealer, boolean clearText, InstantSource clock) {
        this.kinds = kinds;
        this.sealer = sealer;
        this.clearText = clearText;
        this.clock = clock;
    }

    /** Takes our cookies out of a request and gives their values by the name of their kind. */
    Map<String, String> take(Visit visit) {
        var headers = visit.request().headers();
        if (!headers.contains(HttpHeaders.COOKIE)) {
            return Map.of();
        }
        var ours = new HashMap<String, String>();
        var others = new ArrayList<String>();
        for (var line : headers.getAll(HttpHeaders.COOKIE)) {
            for (var part : line.split(";")) {
                var cookie = part.strip();
                int is = cookie.indexOf('=');
                var kind = is < 0 ? null : kindOf(cookie.substring(0, is).strip(), visit);
                if (kind != null) {
                    ours.putIfAbsent(kind.name(), cookie.substring(is + 1).strip());
                } else if (!cookie.isEmpty() && !isOurs(cookie)) {
                    others.add(cookie);
                }
            }
        }
        if (others.isEmpty()) {
            headers.remove(HttpHeaders.COOKIE);
        } else {
            headers.set(HttpHeaders.COOKIE, String.join("; ", others));
        }
        return ours;
    }

    /** What a cookie's value says; empty where it is none of ours. */
    Optional<Ticket> open(SessionKind kind, String value) {
        return opened.get(
                kind.name() + " " + value,
                text -> sealer.open(purpose(kind), value).flatMap(Ticket::of));
    }

    /** Has the browser keep a ticket. */
    void set(Visit visit, SessionKind kind, Ticket ticket) {
        write(visit, kind, sealer.seal(purpose(kind), ticket.bytes()), kind.left(ticket, clock.millis()) / 1000);
    }

    /** Has the browser forget. */
    void clear(Visit visit, SessionKind kind) {
        write(visit, kind, "", 0);
    }

    /** Whether a browser keeps our cookies after such a request. */
    boolean areKept(Visit visit) {
        return clearText
                || visit.origin().secure()
                || isThisMachine(visit.origin().host());
    }

    private void write(Visit visit, SessionKind kind, String value, long seconds) {
        var name = name(kind, visit);
        // An answer that is made once more has the last word.
        var set = visit.response().headers();
        var others = set.getAll(HttpHeaders.SET_COOKIE).stream()
                .filter(cookie -> !cookie.startsWith(name + "="))
                .toList();
        set.remove(HttpHeaders.SET_COOKIE);
        others.forEach(cookie -> set.add(HttpHeaders.SET_COOKIE, cookie));
        set.add(
                HttpHeaders.SET_COOKIE,
                Cookie.cookie(name, value)
                        .setPath("/")
                        .setMaxAge(seconds)
                        .setHttpOnly(true)
                        .setSecure(!isClear(visit))
                        .setSameSite(CookieSameSite.STRICT)
                        .encode());
    }

    private SessionKind kindOf(String name, Visit visit) {
        for (var kind : kinds.all()) {
            if (name.equals(name(kind, visit))) {
                return kind;
            }
        }
        return null;
    }

    /** In whichever form: services get none of them. */
    private boolean isOurs(String cookie) {
        return kinds.all().stream()
                .anyMatch(kind ->
                        cookie.startsWith(kind.cookie() + "=") || cookie.startsWith(PREFIX + kind.cookie() + "="));
    }

    private String name(SessionKind kind, Visit visit) {
        return isClear(visit) ? kind.cookie() : PREFIX + kind.cookie();
    }

    private boolean isClear(Visit visit) {
        return clearText && !visit.origin().secure();
    }

    private static String purpose(SessionKind kind) {
        return "cookie " + kind.name();
    }

    /** Browsers treat these as if they were https: nobody is on the way. */
    private static boolean isThisMachine(String host) {
        int port = host.lastIndexOf(':');
        var name = port > 0 && host.indexOf(']', port) < 0 ? host.substring(0, port) : host;
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.startsWith("127.")
                || name.equals("[::1]");
    }
}
