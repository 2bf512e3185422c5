package io.familygrocer.platform.web;

import jakarta.enterprise.context.RequestScoped;

import io.quarkus.security.identity.SecurityIdentity;

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
        return bearer.caller();
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
}
