package io.familygrocer.family.federation;

import java.net.URI;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.http.HttpClient;
import io.vertx.mutiny.core.http.HttpClientResponse;
import org.jboss.logging.Logger;

import io.familygrocer.family.FamilyProblem;
import io.familygrocer.platform.web.ProblemException;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Speaks to providers, to the addresses that a configured issuer's discovery document names and to no other: a redirect
 * is not followed. Time and size of each answer are bounded. Where a provider does not answer as it should, all fail
 * with PROVIDER_UNAVAILABLE, which names it; the log has the reason, and no token, code or secret.
 */
@ApplicationScoped
class ProviderClient {

    private static final Logger LOG = Logger.getLogger(ProviderClient.class);
    private static final int CONNECTIONS = 20;
    private static final int QUEUE = 200;

    private final Map<String, Asked> discovered = new ConcurrentHashMap<>();
    private final HttpClient http;
    private final FederationConfig config;

    ProviderClient(Vertx vertx, FederationConfig config) {
        this.config = config;
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(CONNECTIONS)
                .setMaxWaitQueueSize(QUEUE)
                .setVerifyHost(true)
                .setDecompressionSupported(false)
                .setConnectTimeout((int) config.requestTimeout().toMillis()));
    }

    /** What the provider says about itself; asked for once in a while, however many want to know. */
    Uni<ProviderMetadata> metadata(Provider provider) {
        return Uni.createFrom()
                .deferred(() -> discovered
                        .compute(
                                provider.name(),
                                (name, asked) ->
                                        asked == null || asked.isOver() ? new Asked(discover(provider)) : asked)
                        .answer())
                .emitOn(caller());
    }

    /** Trades a code for tokens; fails with PROVIDER_REFUSED where the provider does not take it. */
    Uni<JsonObject> exchange(
            Provider provider, ProviderMetadata metadata, String code, String codeVerifier, URI redirect) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", redirect.toString());
        form.put("code_verifier", codeVerifier);
        var request = request(HttpMethod.POST, metadata.tokenEndpoint())
                .putHeader("Content-Type", "application/x-www-form-urlencoded");
        if (provider.clientSecret().isPresent() && !metadata.secretInBody()) {
            request.putHeader("Authorization", basic(provider));
        } else {
            form.put("client_id", provider.clientId());
            provider.clientSecret().ifPresent(secret -> form.put("client_secret", secret));
        }
        return send(provider, request, Buffer.buffer(encode(form))).map(answer -> {
            // RFC 6749, 5.2: what is wrong with the code is a 400, what is wrong with us a 401.
            if (answer.status() == 400) {
                throw ProblemException.of(FamilyProblem.PROVIDER_REFUSED, null);
            }
            return object(provider, answer);
        });
    }

    /** The keys that the provider signs with, as a JWK set. Asked for at each sign-in, so they are never old. */
    Uni<String> keys(Provider provider, ProviderMetadata metadata) {
        return send(provider, request(HttpMethod.GET, metadata.jwksUri()), Buffer.buffer())
                .map(answer -> object(provider, answer).encode());
    }

    /** What the provider knows about whom an access token is for (OpenID Connect Core 1.0, 5.3). */
    Uni<JsonObject> userinfo(Provider provider, URI endpoint, String accessToken) {
        var request = request(HttpMethod.GET, endpoint).putHeader("Authorization", "Bearer " + accessToken);
        return send(provider, request, Buffer.buffer()).map(answer -> object(provider, answer));
    }

    /** The refusal that names the provider. */
    static ProblemException unavailable(Provider provider) {
        return ProblemException.of(
                        FamilyProblem.PROVIDER_UNAVAILABLE,
                        "%s does not answer as it should".formatted(provider.displayName()))
                .with("provider", provider.name());
    }

    private Uni<ProviderMetadata> discover(Provider provider) {
        String issuer = provider.issuer();
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        var request = request(HttpMethod.GET, URI.create(base + "/.well-known/openid-configuration"));
        return send(provider, request, Buffer.buffer()).map(answer -> {
            try {
                return ProviderMetadata.read(provider, object(provider, answer));
            } catch (IllegalArgumentException e) {
                LOG.warnf("The discovery document of provider %s is not usable: %s", provider.name(), e.getMessage());
                throw unavailable(provider);
            }
        });
    }

    private RequestOptions request(HttpMethod method, URI address) {
        long millis = config.requestTimeout().toMillis();
        return new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(address.toString())
                .setFollowRedirects(false)
                .setConnectTimeout(millis)
                .setIdleTimeout(millis)
                .putHeader("Accept", "application/json");
    }

    private Uni<Answer> send(Provider provider, RequestOptions request, Buffer body) {
        var caller = caller();
        return http.request(request)
                .chain(open -> open.send(io.vertx.mutiny.core.buffer.Buffer.newInstance(body)))
                .chain(this::read)
                .ifNoItem()
                .after(config.requestTimeout())
                .fail()
                .onFailure()
                .transform(failure -> {
                    LOG.warnf("Provider %s did not answer: %s", provider.name(), failure.toString());
                    return unavailable(provider);
                })
                .emitOn(caller);
    }

    private Uni<Answer> read(HttpClientResponse response) {
        return response.toMulti()
                .onItem()
                .scan(Buffer::buffer, (all, part) -> {
                    if (all.length() + part.length() > config.maxResponse()) {
                        throw new IllegalStateException("more than %d bytes".formatted(config.maxResponse()));
                    }
                    return all.appendBuffer(part.getDelegate());
                })
                .collect()
                .last()
                .map(all -> new Answer(response.statusCode(), all));
    }

    private static JsonObject object(Provider provider, Answer answer) {
        if (answer.status() == 200) {
            try {
                return answer.body().toJsonObject();
            } catch (DecodeException | ClassCastException e) {
                LOG.warnf("Provider %s answered with something else than JSON", provider.name());
                throw unavailable(provider);
            }
        }
        LOG.warnf("Provider %s answered with status %d", provider.name(), answer.status());
        throw unavailable(provider);
    }

    /** RFC 6749, 2.3.1: both halves are encoded as in a form first. */
    private static String basic(Provider provider) {
        String pair = URLEncoder.encode(provider.clientId(), UTF_8)
                + ":"
                + URLEncoder.encode(provider.clientSecret().orElse(""), UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }

    static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** An answer goes on where its request came from, also one that another request has asked for. */
    private static Executor caller() {
        Context context = io.vertx.core.Vertx.currentContext();
        return context == null ? Runnable::run : task -> context.runOnContext(ignored -> task.run());
    }

    private record Answer(int status, Buffer body) {}

    /** A question that was asked once for everybody. */
    private final class Asked {

        private final Uni<ProviderMetadata> answer;
        private volatile Instant over;

        Asked(Uni<ProviderMetadata> question) {
            this.over = now().plus(config.discoveryLifetime());
            this.answer = question.onFailure()
                    .invoke(() -> over = now().plus(config.retryAfter()))
                    .memoize()
                    .indefinitely();
        }

        Uni<ProviderMetadata> answer() {
            return answer;
        }

        boolean isOver() {
            return !now().isBefore(over);
        }

        private static Instant now() {
            return Clock.systemUTC().instant();
        }
    }
}
