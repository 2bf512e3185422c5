package io.familygrocer.platform.web;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.RequestScoped;

import io.quarkus.security.identity.SecurityIdentity;
import org.jose4j.jwt.JwtClaims;

/** Reads the {@link Caller} from the verified access token of the request. */
@RequestScoped
public class CurrentCaller {

    private final SecurityIdentity identity;

    CurrentCaller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /**
     * The caller of the current request, a guest pass included.
     *
     * @throws ProblemException 401 where there is no token or it is not one of ours
     */
    public Caller get() {
        if (identity.isAnonymous() || !(identity.getPrincipal() instanceof BearerAuthentication.Bearer bearer)) {
            throw ProblemException.of(CommonProblem.UNAUTHENTICATED, null);
        }
        try {
            return caller(bearer.claims());
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

    static Caller caller(JwtClaims claims) {
        Object name = claims.getClaimValue("name");
        return new Caller(
                id(claims.getClaimValue("sub")),
                name == null ? "" : (String) name,
                families((Collection<?>) claims.getClaimValue("families")),
                pass((Map<?, ?>) claims.getClaimValue("pass")),
                signIn(claims));
    }

    private static Map<UUID, Caller.Membership> families(Collection<?> claim) {
        var families = new HashMap<UUID, Caller.Membership>();
        for (Object entry : claim == null ? List.of() : claim) {
            var family = (Map<?, ?>) entry;
            families.put(id(family.get("id")), new Caller.Membership((String) family.get("role"), version(family)));
        }
        return Map.copyOf(families);
    }

    private static Caller.Pass pass(Map<?, ?> claim) {
        if (claim == null) {
            return null;
        }
        return new Caller.Pass(
                id(claim.get("id")),
                id(claim.get("familyId")),
                id(claim.get("listId")),
                Caller.May.valueOf(((String) claim.get("may")).toUpperCase(Locale.ROOT)),
                version(claim));
    }

    private static Caller.SignIn signIn(JwtClaims claims) {
        Object session = claims.getClaimValue("sid");
        return session == null ? null : new Caller.SignIn(id(session), methods((Collection<?>) claims.getClaimValue("amr")));
    }

    private static Set<String> methods(Collection<?> claim) {
        return claim == null ? Set.of() : claim.stream().map(String.class::cast).collect(Collectors.toUnmodifiableSet());
    }

    private static long version(Map<?, ?> claim) {
        if (claim.get("version") instanceof Long whole) {
            return whole;
        }
        throw new IllegalArgumentException("The version is no whole number");
    }

    private static UUID id(Object claim) {
        return UUID.fromString((String) claim);
    }
}
