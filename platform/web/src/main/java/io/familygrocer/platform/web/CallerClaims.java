package io.familygrocer.platform.web;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jose4j.jwt.JwtClaims;

/** How an access token says who its caller is. */
final class CallerClaims {

    private CallerClaims() {}

    /** The caller; empty where a claim says what ours never do. */
    static Optional<Caller> find(JwtClaims claims) {
        try {
            return Optional.of(read(claims));
        } catch (IllegalArgumentException | ClassCastException | NullPointerException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads the caller.
     *
     * @throws IllegalArgumentException where a claim says what ours never do; so do ClassCastException and
     *     NullPointerException
     */
    static Caller read(JwtClaims claims) {
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
        return session == null
                ? null
                : new Caller.SignIn(id(session), methods((Collection<?>) claims.getClaimValue("amr")));
    }

    private static Set<String> methods(Collection<?> claim) {
        return claim == null
                ? Set.of()
                : claim.stream().map(String.class::cast).collect(Collectors.toUnmodifiableSet());
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
