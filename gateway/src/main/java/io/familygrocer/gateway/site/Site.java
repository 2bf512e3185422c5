package io.familygrocer.gateway.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import org.jboss.logging.Logger;

import io.familygrocer.gateway.compress.Coding;
import io.familygrocer.gateway.compress.Compression;
import io.familygrocer.gateway.problem.GatewayProblem;
import io.familygrocer.gateway.problem.ProblemDocument;
import io.familygrocer.gateway.visit.Visit;

/**
 * The web client's files, served from memory with validators. A path without an extension that is no file is a page of
 * the client's own, so it gets {@code index.html}.
 */
@Singleton
public final class Site {
    private static final Logger LOG = Logger.getLogger(Site.class);
    private static final String ROOT = "META-INF/resources";
    private static final String INDEX = "/index.html";
    private static final String LINK = "link";

    // As many as the client has files: what doesn't exist is not kept.
    private final Map<String, SiteFile> files = new ConcurrentHashMap<>();
    private final Compression compression;

    @Inject
    Site(Compression compression) {
        this.compression = compression;
    }

    /** The page is ready, with what it needs, before anybody asks. */
    void start(@Observes StartupEvent event) throws IOException {
        if (load(INDEX).isEmpty()) {
            LOG.warn("There is no web client in this build");
        }
    }

    /** Answers a request for a file or a page. */
    public void serve(Visit visit) {
        var method = visit.request().method();
        if (method != HttpMethod.GET && method != HttpMethod.HEAD) {
            ProblemDocument.refuseMethod(visit, "GET, HEAD");
            return;
        }
        var path = isPage(visit.path()) ? INDEX : visit.path();
        var ready = files.get(path);
        if (ready != null) {
            send(visit, ready);
            return;
        }
        visit.vertx()
                .executeBlocking(() -> load(path), false)
                .onSuccess(file -> file.ifPresentOrElse(
                        found -> send(visit, found),
                        () -> new ProblemDocument(GatewayProblem.NOT_FOUND, null).send(visit)))
                .onFailure(cause -> {
                    LOG.error("A file could not be read", cause);
                    new ProblemDocument(GatewayProblem.INTERNAL, null).send(visit);
                });
    }

    private Optional<SiteFile> load(String path) throws IOException {
        var loader = Thread.currentThread().getContextClassLoader();
        try (var in = loader.getResourceAsStream(ROOT + path)) {
            if (in == null) {
                return Optional.empty();
            }
            return Optional.of(files.computeIfAbsent(path, name -> SiteFile.of(name, readAll(in), compression)));
        }
    }

    private static byte[] readAll(InputStream in) {
        try {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(Visit visit, SiteFile file) {
        var response = visit.response();
        response.putHeader(HttpHeaders.ETAG, file.etag()).putHeader(HttpHeaders.CACHE_CONTROL, file.cacheControl());
        if (!file.encoded().isEmpty()) {
            response.putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        }
        if (isFresh(visit.request(), file)) {
            response.setStatusCode(304).end();
            return;
        }
        if (file.preloads() != null) {
            hint(visit, file.preloads());
        }
        var coding = Coding.of(
                visit.request().headers().getAll(HttpHeaders.ACCEPT_ENCODING),
                file.encoded().keySet());
        if (coding != null) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, coding.label());
        }
        var content = coding == null ? file.content() : file.encoded().get(coding);
        response.putHeader(HttpHeaders.CONTENT_TYPE, file.type());
        response.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(content.length()));
        if (visit.request().method() == HttpMethod.HEAD) {
            response.end();
        } else {
            response.end(content);
        }
    }

    /**
     * Says what the page needs: with its head, and before it to browsers that follow such hints, which they do over HTTP/2
     * and where somebody opens the page.
     */
    private static void hint(Visit visit, String preloads) {
        var request = visit.request();
        if (request.version() == HttpVersion.HTTP_2
                && request.method() == HttpMethod.GET
                && "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
                && "document".equals(request.getHeader("Sec-Fetch-Dest"))) {
            visit.response().writeEarlyHints(HttpHeaders.headers().set(LINK, preloads));
        }
        visit.response().putHeader(LINK, preloads);
    }

    private static boolean isPage(String path) {
        return path.indexOf('.', path.lastIndexOf('/')) < 0;
    }

    private static boolean isFresh(HttpServerRequest request, SiteFile file) {
        var known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        return known != null && (known.contains(file.etag()) || known.strip().equals("*"));
    }
}
