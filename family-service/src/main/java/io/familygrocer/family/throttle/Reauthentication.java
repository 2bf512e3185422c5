package io.familygrocer.family.throttle;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import io.familygrocer.family.FamilyProblem;
import io.familygrocer.family.account.AccountService;
import io.familygrocer.family.session.SessionService;
import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.ProblemException;

/**
 * Asks somebody who is signed in to show once more who they are, before what a stolen token must not be enough for: by
 * their password, or by having signed in just now, which is how those do it who sign in by a passkey or with a provider.
 */
@ApplicationScoped
public class Reauthentication {

    private final ThrottleService throttle;
    private final AccountService accounts;
    private final SessionService sessions;
    private final ThrottleConfig config;

    Reauthentication(
            ThrottleService throttle, AccountService accounts, SessionService sessions, ThrottleConfig config) {
        this.throttle = throttle;
        this.accounts = accounts;
        this.sessions = sessions;
        this.config = config;
    }

    /**
     * Fails with WRONG_PASSWORD, TOO_MANY_ATTEMPTS or BUSY, and without a password with CONFIRMATION_NEEDED where the
     * caller's sign-in was long ago; not to be called in a transaction.
     *
     * @param password null where the sign-in is to be enough
     */
    public Uni<Void> demand(Caller caller, String password) {
        return password == null ? demandFresh(caller) : demandRight(caller, password);
    }

    private Uni<Void> demandFresh(Caller caller) {
        return sessions.isYoungerThan(caller, config.freshSignIn())
                .invoke(fresh -> {
                    if (!fresh) {
                        throw ProblemException.of(FamilyProblem.CONFIRMATION_NEEDED, null);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> demandRight(Caller caller, String password) {
        var attempt = accounts.verify(caller.personId(), password)
                .map(right -> right ? Optional.of(Boolean.TRUE) : Optional.<Boolean>empty());
        return throttle.person(caller.personId(), attempt)
                .map(tried -> tried.orElseThrow(() -> ProblemException.of(FamilyProblem.WRONG_PASSWORD, null)))
                .replaceWithVoid();
    }
}
