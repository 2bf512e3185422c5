package io.familygrocer.gateway;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.opentelemetry.api.trace.Span;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.http.HttpMethod;
import org.jboss.logging.Logger;

import io.familygrocer.gateway.cache.ResponseCache;
import io.familygrocer.gateway.cors.Cors;
import io.familygrocer.gateway.limit.Limiter;
import io.familygrocer.gateway.limit.SocketBook;
import io.familygrocer.gateway.listen.Listener;
import io.familygrocer.gateway.openapi.ApiPage;
import io.familygrocer.gateway.problem.GatewayProblem;
import io.familygrocer.gateway.problem.ProblemDocument;
import io.familygrocer.gateway.proxy.Onlooker;
import io.familygrocer.gateway.proxy.Proxy;
import io.familygrocer.gateway.route.Route;
import io.familygrocer.gateway.route.Routes;
import io.familygrocer.gateway.session.SessionDoor;
import io.familygrocer.gateway.shed.Shedder;
import io.familygrocer.gateway.site.Site;
import io.familygrocer.gateway.traffic.VersionChoice;
import io.familygrocer.gateway.visit.Handshake;
import io.familygrocer.gateway.visit.RequestPath;
import io.familygrocer.gateway.visit.Visit;
import io.familygrocer.gateway.watch.StatusPage;
import io.familygrocer.gateway.watch.Traffic;

/** Where every request comes in: it is named, sent the right way and noted when it is over. */
@Singleton
final class FrontDoor {
    private static final Logger LOG = Logger.getLogger(FrontDoor.class);

    private final Listener listener;
    private final Routes routes;
    private final SecurityHeaders security;
    private final Cors cors;
    private final SessionDoor sessions;
    private final Limiter limiter;
    private final SocketBook sockets;
    private final Shedder shedder;
    private final VersionChoice versions;
    private final ResponseCache cache;
    private final Proxy proxy;
    private final Site site;
    private final StatusPage status;
    private final ApiPage api;
    private final Traffic traffic;

    @Inject
    FrontDoor(
            Listener listener,
            Routes routes,
            SecurityHeaders security,
            Cors cors,
            SessionDoor sessions,
            Limiter limiter,
            SocketBook sockets,
            Shedder shedder,
            VersionChoice versions,
            ResponseCache cache,
            Proxy proxy,
            Site site,
            StatusPage status,
            ApiPage api,
            Traffic traffic) {
        this.listener = listener;
        this.routes = routes;
        this.security = security;
        this.cors = cors;
        this.sessions = sessions;
        this.limiter = limiter;
        this.sockets = sockets;
        this.shedder = shedder;
        this.versions = versions;
        this.cache = cache;
        this.proxy = proxy;
        this.site = site;
        this.status = status;
        this.api = api;
        this.traffic = traffic;
    }

    void open(@Observes StartupEvent event) {
        listener.open(this::enter);
    }

    private void enter(Visit visit) {
        visit.response().headersEndHandler(now -> {
            visit.markHead();
            security.writeTo(visit);
            if (visit.path() != null && RequestPath.isApi(visit.path())) {
                cors.writeTo(visit);
                SessionDoor.guardAnswer(visit);
            }
            visit.response().headers().set(Visit.REQUEST_ID, visit.requestId());
        });
        visit.atEnd(whole -> traffic.note(visit, whole));
        try {
            direct(visit);
        } catch (RuntimeException e) {
            LOG.error("A request failed within the gateway", e);
            new ProblemDocument(GatewayProblem.INTERNAL, null).send(visit);
        }
        var span = Span.current();
        if (span.isRecording()) {
            span.updateName(visit.request().method() + " " + visit.route());
        }
    }

    private void direct(Visit visit) {
        var path = visit.path();
        var method = visit.request().method();
        if (!RequestPath.isPlain(path)) {
            new ProblemDocument(GatewayProblem.INVALID_PATH, null).send(visit);
        } else if (method == HttpMethod.TRACE || method == HttpMethod.CONNECT) {
            ProblemDocument.refuseMethod(visit, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
        } else if (path.equals(StatusPage.PATH)) {
            visit.route("status");
            status.serve(visit);
        } else if (path.equals(ApiPage.PATH)) {
            visit.route("openapi");
            api.serve(visit);
        } else if (RequestPath.isApi(path)) {
            directToService(visit, path);
        } else {
            visit.route("site");
            site.serve(visit);
        }
    }

    private void directToService(Visit visit, String path) {
        var route = routes.table().find(path, visit.origin().host());
        if (route == null) {
            new ProblemDocument(GatewayProblem.NOT_FOUND, null).send(visit);
            return;
        }
        visit.route(route.name());
        if (route.webSockets() && Handshake.isWanted(visit.request())) {
            visit.markUpgrade();
        }
        if (cors.enter(visit)) {
            sessions.enter(visit, () -> admit(visit, route));
        }
    }

    private void admit(Visit visit, Route route) {
        limiter.admit(visit, route, () -> directToVersion(visit, versions.choose(visit, route)));
    }

    private void directToVersion(Visit visit, Route route) {
        if (visit.upgrades()) {
            if (sockets.admit(visit)) {
                proxy.pass(visit, route, Onlooker.NONE);
            }
            return;
        }
        cache.serve(visit, route, onlooker -> shedder.admit(visit, route, () -> proxy.pass(visit, route, onlooker)));
    }
}
