package io.familygrocer.family.federation;

import java.net.URI;
import java.util.Base64;
import java.util.LinkedHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import org.jose4j.jwt.JwtClaims;

import io.familygrocer.family.FamilyConfig;
import io.familygrocer.family.FamilyProblem;
import io.familygrocer.platform.web.ProblemException;
import io.familygrocer.platform.web.RandomSecret;

/** The authorization code flow of OpenID Connect with PKCE (RFC 7636): what is asked, and what is made of the answer. */
@ApplicationScoped
class ProviderSignIn {

    private static final int SECRET_BYTES = 32;

    private final ProviderClient client;
    private final IdTokens tokens;
    private final URI publicUrl;

    ProviderSignIn(ProviderClient client, IdTokens tokens, FamilyConfig config) {
        this.client = client;
        this.tokens = tokens;
        this.publicUrl = config.publicUrl();
    }

    /** 256 bits in base64url. */
    static String newSecret() {
        return RandomSecret.text(SECRET_BYTES);
    }

    /**
     * Where to send somebody who wants to sign in.
     *
     * @param state what only their client knows; the provider sees its hash
     */
    Uni<URI> authorizationUrl(Provider provider, String state, FederationAttempt.Proof proof) {
        return client.metadata(provider).map(metadata -> {
            var query = new LinkedHashMap<String, String>();
            query.put("response_type", "code");
            query.put("client_id", provider.clientId());
            query.put("redirect_uri", redirect(provider).toString());
            query.put("scope", String.join(" ", provider.scopes()));
            query.put("state", sha256(state));
            query.put("nonce", proof.nonce());
            query.put("code_challenge", sha256(proof.codeVerifier()));
            query.put("code_challenge_method", "S256");
            String endpoint = metadata.authorizationEndpoint().toString();
            return URI.create(endpoint + (endpoint.contains("?") ? "&" : "?") + ProviderClient.encode(query));
        });
    }

    /** Who a code is for; fails with PROVIDER_REFUSED or PROVIDER_UNAVAILABLE. */
    Uni<ProviderAccount> account(Provider provider, String code, FederationAttempt.Proof proof) {
        return client.metadata(provider)
                .chain(metadata -> client.exchange(provider, metadata, code, proof.codeVerifier(), redirect(provider))
                        .chain(answer -> client.keys(provider, metadata)
                                .map(keys -> tokens.verify(provider, keys, member(answer, "id_token"), proof.nonce()))
                                .chain(claims -> complete(provider, metadata, answer, claims))));
    }

    /** A provider may keep the address out of the ID token and tell it only when asked. */
    private Uni<ProviderAccount> complete(
            Provider provider, ProviderMetadata metadata, JsonObject answer, JwtClaims claims) {
        var told = new JsonObject(claims.getClaimsMap());
        if (told.containsKey("email") || metadata.userinfoEndpoint().isEmpty()) {
            return Uni.createFrom().item(account(provider, told, told));
        }
        return client.userinfo(provider, metadata.userinfoEndpoint().get(), member(answer, "access_token"))
                .map(more -> account(provider, told, more));
    }

    /** OpenID Connect Core 1.0, 5.3.2: what is said about another subject is not used. */
    private static ProviderAccount account(Provider provider, JsonObject token, JsonObject more) {
        String subject = token.getString("sub");
        if (!subject.equals(more.getValue("sub"))) {
            throw ProblemException.of(FamilyProblem.PROVIDER_REFUSED, null);
        }
        return new ProviderAccount(
                provider.issuer(),
                subject,
                text(more, "email"),
                Boolean.TRUE.equals(more.getValue("email_verified")),
                text(more, "name"));
    }

    private static String text(JsonObject claims, String name) {
        return claims.getValue(name) instanceof String text && !text.isBlank() ? text.strip() : null;
    }

    private static String member(JsonObject answer, String name) {
        if (answer.getValue(name) instanceof String text) {
            return text;
        }
        throw ProblemException.of(FamilyProblem.PROVIDER_REFUSED, null);
    }

    /** One a provider, so that no provider can pass its answer off as another's (RFC 9700, 4.4). */
    private URI redirect(Provider provider) {
        String base = publicUrl.toString();
        return URI.create((base.endsWith("/") ? base : base + "/") + "sign-in/with/" + provider.name());
    }

    private static String sha256(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(RandomSecret.hash(text));
    }
}
