package io.familygrocer.gateway.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * What bearer tokens (JWT) claim, without a look at their signature: the services do that. Only for counting, and what is
 * counted for a token that a service refuses is given back. Tokens are remembered by themselves in memory only.
 */
public final class Bearer {
    private static final String SCHEME = "Bearer ";
    private static final int LONGEST = 8192;
    private static final int TOKENS = 10_000;
    private static final int VALUES = 4;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final Set<String> names;
    private final Cache<String, Map<String, List<String>>> known = Caffeine.newBuilder()
            .maximumSize(TOKENS)
            .expireAfterWrite(Duration.ofMinutes(5))
            .build();

    /** @param names the claims that will be asked for */
    public Bearer(Set<String> names) {
        this.names = names;
    }

    /** The values of a claim, at most four; none where there is no such claim or no token. */
    public List<String> claim(String authorization, String name) {
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) || authorization.length() > LONGEST) {
            return List.of();
        }
        var token = authorization.substring(SCHEME.length());
        return known.get(token, this::read).getOrDefault(name, List.of());
    }

    private Map<String, List<String>> read(String token) {
        var parts = token.split("\\.", 4);
        if (parts.length != 3) {
            return Map.of();
        }
        try {
            var claims = new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(parts[1])));
            var found = new java.util.HashMap<String, List<String>>();
            names.forEach(name -> found.put(name, values(claims, name)));
            return found;
        } catch (IllegalArgumentException | DecodeException e) {
            return Map.of();
        }
    }

    private static List<String> values(JsonObject claims, String name) {
        var path = name.split("\\.", 2);
        var value = claims.getValue(path[0]);
        var all = value instanceof JsonArray array ? array : new JsonArray().add(value == null ? "" : value);
        var found = new ArrayList<String>();
        for (var one : all) {
            var text = path.length == 2 && one instanceof JsonObject object ? object.getValue(path[1]) : one;
            if (text instanceof String plain && PLAIN.matcher(plain).matches() && found.size() < VALUES) {
                found.add(plain);
            }
        }
        return List.copyOf(found);
    }
}
