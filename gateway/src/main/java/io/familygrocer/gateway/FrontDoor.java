package io.familygrocer.gateway;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.opentelemetry.api.trace.Span;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

import io.familygrocer.gateway.problem.GatewayProblem;
import io.familygrocer.gateway.problem.ProblemDocument;
import io.familygrocer.gateway.proxy.Proxy;
import io.familygrocer.gateway.route.RouteTable;
import io.familygrocer.gateway.site.Site;
import io.familygrocer.gateway.visit.RequestPath;
import io.familygrocer.gateway.visit.TrustedProxies;
import io.familygrocer.gateway.visit.Visit;
import io.familygrocer.gateway.watch.StatusPage;
import io.familygrocer.gateway.watch.Traffic;

/** Where every request comes in: it is named, sent the right way and noted when it is over. */
@Singleton
final class FrontDoor {
    private static final Logger LOG = Logger.getLogger(FrontDoor.class);

    /** Before everything that Quarkus puts on the router, whose body limit would answer without a problem document. */
    private static final int FIRST = -10_000;

    private final RouteTable routes;
    private final TrustedProxies proxies;
    private final SecurityHeaders security;
    private final Proxy proxy;
    private final Site site;
    private final StatusPage status;
    private final Traffic traffic;

    @Inject
    FrontDoor(
            RouteTable routes,
            TrustedProxies proxies,
            SecurityHeaders security,
            Proxy proxy,
            Site site,
            StatusPage status,
            Traffic traffic) {
        this.routes = routes;
        this.proxies = proxies;
        this.security = security;
        this.proxy = proxy;
        this.site = site;
        this.status = status;
        this.traffic = traffic;
    }

    void open(@Observes Router router) {
        router.route().order(FIRST).handler(this::enter).failureHandler(FrontDoor::stumble);
    }

    private void enter(RoutingContext context) {
        var visit = new Visit(context, proxies);
        context.put(Visit.class.getName(), visit);
        context.addHeadersEndHandler(now -> {
            security.writeTo(visit);
            visit.response().headers().set(Visit.REQUEST_ID, visit.requestId());
        });
        context.addEndHandler(result -> traffic.note(visit, result.succeeded()));
        direct(visit);
        Span.current().updateName(visit.request().method() + " " + visit.route());
    }

    private void direct(Visit visit) {
        var path = visit.request().path();
        var method = visit.request().method();
        if (!RequestPath.isPlain(path)) {
            new ProblemDocument(GatewayProblem.INVALID_PATH, null).send(visit);
        } else if (method == HttpMethod.TRACE || method == HttpMethod.CONNECT) {
            ProblemDocument.refuseMethod(visit, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
        } else if (path.equals(StatusPage.PATH)) {
            visit.route("status");
            status.serve(visit);
        } else if (RequestPath.isApi(path)) {
            directToService(visit, path);
        } else {
            visit.route("site");
            site.serve(visit);
        }
    }

    private void directToService(Visit visit, String path) {
        var route = routes.find(path);
        if (route.isEmpty()) {
            new ProblemDocument(GatewayProblem.NOT_FOUND, null).send(visit);
            return;
        }
        visit.route(route.get().name());
        proxy.pass(visit, route.get());
    }

    private static void stumble(RoutingContext context) {
        LOG.error("A request failed within the gateway", context.failure());
        Visit visit = context.get(Visit.class.getName());
        if (visit == null) {
            context.response().setStatusCode(500).end();
        } else {
            new ProblemDocument(GatewayProblem.INTERNAL, null).send(visit);
        }
    }
}
