package io.familygrocer.platform.web;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.RequestScoped;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;

import org.eclipse.microprofile.jwt.JsonWebToken;

/** Reads the {@link Caller} from the verified access token of the request. */
@RequestScoped
public class CurrentCaller {

    private final JsonWebToken token;

    CurrentCaller(JsonWebToken token) {
        this.token = token;
    }

    /**
     * The caller of the current request, a guest pass included.
     *
     * @throws ProblemException 401 where there is no token or it is not one of ours
     */
    public Caller get() {
        String subject = token.getSubject();
        if (subject == null) {
            throw ProblemException.of(CommonProblem.UNAUTHENTICATED, null);
        }
        try {
            return new Caller(UUID.fromString(subject), name(), families(), pass(), signIn());
        } catch (IllegalArgumentException | ClassCastException | NullPointerException e) {
            throw ProblemException.of(CommonProblem.UNAUTHENTICATED, "The token is not one of a person");
        }
    }

    /**
     * The caller of the current request, who has an account.
     *
     * @throws ProblemException as {@link #get}, and 403 for a guest pass
     */
    public Caller person() {
        var caller = get();
        if (caller.pass().isPresent()) {
            throw ProblemException.of(CommonProblem.FORBIDDEN, "A guest pass is not enough for this");
        }
        return caller;
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

    private Caller.Pass pass() {
        JsonObject claim = token.getClaim("pass");
        if (claim == null) {
            return null;
        }
        return new Caller.Pass(
                UUID.fromString(claim.getString("id")),
                UUID.fromString(claim.getString("familyId")),
                UUID.fromString(claim.getString("listId")),
                Caller.May.valueOf(claim.getString("may").toUpperCase(Locale.ROOT)),
                claim.getJsonNumber("version").longValueExact());
    }

    private Caller.SignIn signIn() {
        Object session = token.getClaim("sid");
        return session == null ? null : new Caller.SignIn(UUID.fromString(session.toString()), methods());
    }

    /** Texts in a list come as they are or as JSON, depending on what else the token says. */
    private Set<String> methods() {
        Collection<?> claim = token.getClaim("amr");
        return claim == null
                ? Set.of()
                : claim.stream()
                        .map(method -> method instanceof JsonString text ? text.getString() : method.toString())
                        .collect(Collectors.toUnmodifiableSet());
    }
}
