package io.familygrocer.platform.web;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

/**
 * Callers whose token was verified lately and still holds, for what answers before {@link BearerAuthentication} is asked.
 * It knows only whom that has let in, by the same rules: the key has to be held still, and the token's time is looked at
 * each time. Of whom it does not know, nothing is said: the token may be good.
 */
@ApplicationScoped
public class RememberedCallers {

    private static final String SCHEME = "Bearer ";

    private final AccessTokenVerifier verifier;
    private final TokenCheck check;

    RememberedCallers(AccessTokenVerifier verifier, TokenCheck check) {
        this.verifier = verifier;
        this.check = check;
    }

    /**
     * The caller; empty for everybody in a service that has to ask more of a token than it says itself.
     *
     * @param authorization the value of the header; may be null
     */
    public Optional<Caller> find(String authorization) {
        if (authorization == null
                || check.knowsMore()
                || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        return verifier.remembered(authorization.substring(SCHEME.length()).strip());
    }

    /**
     * The caller, whose token is verified now where it was not before; empty where it is not to be believed, also where it
     * takes more than the token to say so. It never fails.
     *
     * @param authorization the value of the header; may be null
     */
    public Uni<Optional<Caller>> verify(String authorization) {
        if (authorization == null
                || check.knowsMore()
                || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Uni.createFrom().item(Optional.empty());
        }
        return verifier.verify(authorization.substring(SCHEME.length()).strip())
                .map(CallerClaims::find)
                .onFailure()
                .recoverWithItem(Optional.empty());
    }
}
