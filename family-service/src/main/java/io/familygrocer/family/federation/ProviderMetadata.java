package io.familygrocer.family.federation;

import java.net.URI;
import java.util.Optional;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * What a provider says about itself (OpenID Connect Discovery 1.0, 3), as far as we need it.
 *
 * @param secretInBody whether the client secret goes into the body, as the provider does not take it in the header
 */
record ProviderMetadata(
        URI authorizationEndpoint,
        URI tokenEndpoint,
        URI jwksUri,
        Optional<URI> userinfoEndpoint,
        boolean secretInBody) {

    /**
     * Reads the document.
     *
     * @throws IllegalArgumentException where something is missing, it is another issuer's, or names an address that we
     *     do not speak to
     */
    static ProviderMetadata read(Provider provider, JsonObject document) {
        if (!provider.issuer().equals(document.getValue("issuer"))) {
            throw new IllegalArgumentException("it is another issuer's");
        }
        return new ProviderMetadata(
                address(provider, document, "authorization_endpoint"),
                address(provider, document, "token_endpoint"),
                address(provider, document, "jwks_uri"),
                document.containsKey("userinfo_endpoint")
                        ? Optional.of(address(provider, document, "userinfo_endpoint"))
                        : Optional.empty(),
                wantsSecretInBody(document.getValue("token_endpoint_auth_methods_supported")));
    }

    private static URI address(Provider provider, JsonObject document, String member) {
        if (!(document.getValue(member) instanceof String text)) {
            throw new IllegalArgumentException(member + " is missing");
        }
        var address = URI.create(text);
        if (!provider.maySpeakTo(address)) {
            throw new IllegalArgumentException(member + " is no https address");
        }
        return address;
    }

    /** Where nothing is said, the header is right. */
    private static boolean wantsSecretInBody(Object methods) {
        return methods instanceof JsonArray known
                && !known.contains("client_secret_basic")
                && known.contains("client_secret_post");
    }
}
