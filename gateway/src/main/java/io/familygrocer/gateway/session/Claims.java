package io.familygrocer.gateway.session;

import java.util.Base64;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/** What access tokens (JWT) claim. They come straight from the service that signs them. */
final class Claims {
    private Claims() {}

    /** A claim that is a text; null where there is none, or the token is of another kind. */
    static String of(String token, String name) {
        var parts = token.split("\\.", 4);
        if (parts.length != 3) {
            return null;
        }
        try {
            var claims = new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(parts[1])));
            return claims.getValue(name) instanceof String text ? text : null;
        } catch (IllegalArgumentException | DecodeException e) {
            return null;
        }
    }
}
