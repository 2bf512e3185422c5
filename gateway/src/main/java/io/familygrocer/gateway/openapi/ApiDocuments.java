package io.familygrocer.gateway.openapi;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import org.jboss.logging.Logger;

import io.familygrocer.gateway.route.RouteTable;
import io.familygrocer.gateway.route.Routes;
import io.familygrocer.gateway.route.Upstream;
import io.familygrocer.gateway.route.UpstreamClients;

/** What the services say about themselves, asked of them, and kept for when they can't be asked. */
@Singleton
final class ApiDocuments {
    private static final Logger LOG = Logger.getLogger(ApiDocuments.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    // One a service, and services that are gone are forgotten.
    private final Map<String, ObjectNode> known = new ConcurrentHashMap<>();
    private final Vertx vertx;
    private final Routes routes;
    private final UpstreamClients clients;
    private final OpenApiConfig config;

    @Inject
    ApiDocuments(Vertx vertx, Routes routes, UpstreamClients clients, OpenApiConfig config) {
        this.vertx = vertx;
        this.routes = routes;
        this.clients = clients;
        this.config = config;
    }

    /** Asks every service that a route leads to; ordered by their names. Never fails. */
    Future<List<ApiPart>> ask() {
        var table = routes.table();
        var asked = table.routed().stream()
                .map(upstream -> ask(upstream)
                        .map(document -> part(table, upstream, ApiPart.State.CURRENT, document))
                        .otherwise(cause -> partWithout(table, upstream, cause)))
                .toList();
        known.keySet().retainAll(table.routed().stream().map(Upstream::name).collect(Collectors.toSet()));
        return Future.all(asked).map(all -> all.<ApiPart>list());
    }

    private ApiPart partWithout(RouteTable table, Upstream upstream, Throwable cause) {
        LOG.infof("The OpenAPI document of %s can't be had: %s", upstream.name(), cause.getMessage());
        var before = known.get(upstream.name());
        return part(table, upstream, before == null ? ApiPart.State.MISSING : ApiPart.State.LAST_KNOWN, before);
    }

    private static ApiPart part(RouteTable table, Upstream upstream, ApiPart.State state, ObjectNode document) {
        return new ApiPart(upstream.name(), state, document, path -> {
            var route = table.find(path, "");
            return route != null && route.upstream().name().equals(upstream.name());
        });
    }

    private Future<ObjectNode> ask(Upstream upstream) {
        var question = upstream.pick(null)
                .target()
                .setMethod(HttpMethod.GET)
                .setURI(config.path())
                .setConnectTimeout(config.timeout().toMillis());
        return clients.forWatching()
                .request(question)
                .compose(request -> read(request)
                        .timeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                        .onFailure(cause -> request.reset()))
                .compose(bytes -> vertx.executeBlocking(() -> parse(bytes), false))
                .onSuccess(document -> known.put(upstream.name(), document));
    }

    private Future<Buffer> read(HttpClientRequest request) {
        request.putHeader("Accept", "application/json");
        return request.send().compose(answer -> {
            if (answer.statusCode() == 200) {
                return collect(answer);
            }
            answer.exceptionHandler(cause -> {});
            return Future.failedFuture("status " + answer.statusCode());
        });
    }

    private Future<Buffer> collect(HttpClientResponse answer) {
        long most = config.maxDocument().asLongValue();
        var whole = Buffer.buffer();
        var done = Promise.<Buffer>promise();
        answer.exceptionHandler(done::tryFail);
        answer.endHandler(end -> done.tryComplete(whole));
        answer.handler(part -> {
            if (whole.length() + part.length() > most) {
                done.tryFail("it is longer than grocer.gateway.openapi.max-document, " + most + " bytes");
            } else {
                whole.appendBuffer(part);
            }
        });
        return done.future();
    }

    private static ObjectNode parse(Buffer bytes) {
        try {
            if (JSON.readTree(bytes.getBytes()) instanceof ObjectNode document
                    && document.path("openapi").asText().startsWith("3.")) {
                return document;
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("it is no JSON", e);
        }
        throw new IllegalArgumentException("it is no OpenAPI 3 document");
    }
}
