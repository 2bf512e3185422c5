package io.familygrocer.gateway.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.familygrocer.gateway.compress.Compression;
import io.familygrocer.gateway.problem.GatewayProblem;
import io.familygrocer.gateway.problem.ProblemDocument;
import io.familygrocer.gateway.visit.Visit;

/**
 * {@code GET /api/openapi}: what can be asked for here, of all services together. It is public, as the documents are; made
 * anew in the background when it is too old, by one question to each service however many ask.
 */
@Singleton
public final class ApiPage {
    /** Where it is. */
    public static final String PATH = "/api/openapi";

    private static final Logger LOG = Logger.getLogger(ApiPage.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();

    private final Vertx vertx;
    private final ApiDocuments documents;
    private final OpenApiConfig config;
    private final Compression compression;
    private final String version;
    private final AtomicReference<Promise<Edition>> underWay = new AtomicReference<>();
    private volatile Edition edition;

    /** @throws ConfigurationException with every fault of the settings and its fix, one a line */
    @Inject
    ApiPage(
            Vertx vertx,
            ApiDocuments documents,
            OpenApiConfig config,
            Compression compression,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        var faults = new ArrayList<String>();
        check(config, faults);
        if (!faults.isEmpty()) {
            throw new ConfigurationException("The gateway can't start:\n  - " + String.join("\n  - ", faults));
        }
        this.vertx = vertx;
        this.documents = documents;
        this.config = config;
        this.compression = compression;
        this.version = version;
    }

    /** Says every fault of a configuration, with its fix. */
    public static void check(OpenApiConfig config, List<String> faults) {
        if (!config.path().startsWith("/")) {
            faults.add("grocer.gateway.openapi.path=%s is no path, such as /q/openapi?format=json"
                    .formatted(config.path()));
        }
        if (!config.refresh().isPositive()
                || !config.retry().isPositive()
                || !config.timeout().isPositive()) {
            faults.add(
                    "grocer.gateway.openapi.refresh, .retry and .timeout must be longer than nothing, for example 60S");
        }
    }

    /**
     * One state of the document.
     *
     * @param until by {@link System#nanoTime()}, when the services are to be asked again
     */
    private record Edition(Rendering json, Rendering yaml, boolean whole, long until) {
        boolean isOld() {
            return System.nanoTime() - until > 0;
        }
    }

    /** Answers as JSON, or as YAML where the client prefers it. */
    public void serve(Visit visit) {
        var method = visit.request().method();
        if (method != HttpMethod.GET && method != HttpMethod.HEAD) {
            ProblemDocument.refuseMethod(visit, "GET, HEAD");
            return;
        }
        var now = edition;
        if (now != null) {
            send(visit, now);
            if (now.isOld()) {
                renew();
            }
            return;
        }
        Context context = Vertx.currentContext();
        renew().onComplete(made -> context.runOnContext(back -> {
            if (made.succeeded()) {
                send(visit, made.result());
            } else {
                new ProblemDocument(GatewayProblem.INTERNAL, null).send(visit);
            }
        }));
    }

    /** The next edition; the one that is being made already, where there is one. */
    private Future<Edition> renew() {
        var mine = Promise.<Edition>promise();
        var other = underWay.compareAndExchange(null, mine);
        if (other != null) {
            return other.future();
        }
        Future.succeededFuture()
                .compose(now -> documents.ask())
                .compose(parts -> vertx.executeBlocking(() -> make(parts), false))
                .onComplete(made -> {
                    if (made.succeeded()) {
                        edition = made.result();
                    } else {
                        LOG.error("The OpenAPI document can't be made", made.cause());
                    }
                    underWay.set(null);
                    mine.handle(made);
                });
        return mine.future();
    }

    private Edition make(List<ApiPart> parts) throws JsonProcessingException {
        var document = MergedApi.of(config.title(), version, parts);
        boolean whole = parts.stream().allMatch(part -> part.state() == ApiPart.State.CURRENT);
        var next = whole ? config.refresh() : config.retry();
        return new Edition(
                Rendering.of("application/json", JSON.writeValueAsString(document), compression),
                Rendering.of("application/yaml", YAML.writeValueAsString(document), compression),
                whole,
                System.nanoTime() + next.toNanos());
    }

    private void send(Visit visit, Edition now) {
        var accept = String.join(",", visit.request().headers().getAll(HttpHeaders.ACCEPT));
        var rendering = prefersYaml(accept) ? now.yaml() : now.json();
        var age = now.whole() ? config.refresh() : config.retry();
        visit.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=" + age.toSeconds())
                .putHeader(HttpHeaders.VARY, "accept, accept-encoding");
        rendering.send(visit);
    }

    /** Whether YAML is named, and JSON is not, or is liked less. */
    static boolean prefersYaml(String accept) {
        double yaml = 0;
        double json = 0;
        for (var range : accept.toLowerCase(Locale.ROOT).split(",")) {
            var parts = range.split(";");
            var type = parts[0].strip();
            if (type.endsWith("/yaml") || type.endsWith("/x-yaml") || type.endsWith("+yaml")) {
                yaml = Math.max(yaml, quality(parts));
            } else if (type.endsWith("/json") || type.endsWith("+json")) {
                json = Math.max(json, quality(parts));
            }
        }
        return yaml > json;
    }

    private static double quality(String[] parts) {
        for (int at = 1; at < parts.length; at++) {
            var parameter = parts[at].strip();
            if (parameter.startsWith("q=")) {
                try {
                    return Double.parseDouble(parameter.substring(2));
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
        }
        return 1;
    }
}
