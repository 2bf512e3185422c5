package io.familygrocer.platform.web;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.RequestScoped;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;

import org.eclipse.microprofile.jwt.JsonWebToken;

/** Reads the {@link Caller} from the verified access token of the request. */
@RequestScoped
public class CurrentCaller {

    private final JsonWebToken token;

    CurrentCaller(JsonWebToken token) {
        this.token = token;
    }

    /**
     * The caller of the current request.
     *
     * @throws ProblemException 401 where there is no token or it is not one of a person
     */
    public Caller get() {
        String subject = token.getSubject();
        if (subject == null) {
            throw ProblemException.of(CommonProblem.UNAUTHENTICATED, null);
        }
        try {
            return new Caller(UUID.fromString(subject), name(), families());
        } catch (IllegalArgumentException | ClassCastException | NullPointerException e) {
            throw ProblemException.of(CommonProblem.UNAUTHENTICATED, "The token is not one of a person");
        }
    }

    private String name() {
        Object name = token.getClaim("name");
        return name == null ? "" : name.toString();
    }

    private Map<UUID, Caller.Membership> families() {
        JsonArray claim = token.getClaim("families");
        var families = new HashMap<UUID, Caller.Membership>();
        if (claim != null) {
            for (var family : claim.getValuesAs(JsonObject.class)) {
                families.put(
                        UUID.fromString(family.getString("id")),
                        new Caller.Membership(
                                family.getString("role"),
                                family.getJsonNumber("version").longValueExact()));
            }
        }
        return Map.copyOf(families);
    }
}
