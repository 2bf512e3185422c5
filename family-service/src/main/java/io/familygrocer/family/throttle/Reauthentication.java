package io.familygrocer.family.throttle;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import io.familygrocer.family.FamilyProblem;
import io.familygrocer.family.account.AccountService;
import io.familygrocer.platform.web.ProblemException;

/** Asks somebody who is signed in for their password again, before what a stolen token must not be enough for. */
@ApplicationScoped
public class Reauthentication {

    private final ThrottleService throttle;
    private final AccountService accounts;

    Reauthentication(ThrottleService throttle, AccountService accounts) {
        this.throttle = throttle;
        this.accounts = accounts;
    }

    /** Fails with WRONG_PASSWORD, TOO_MANY_ATTEMPTS or BUSY; not to be called in a transaction. */
    public Uni<Void> demand(UUID personId, String password) {
        var attempt = accounts.verify(personId, password)
                .map(right -> right ? Optional.of(Boolean.TRUE) : Optional.<Boolean>empty());
        return throttle.person(personId, attempt)
                .map(tried -> tried.orElseThrow(() -> ProblemException.of(FamilyProblem.WRONG_PASSWORD, null)))
                .replaceWithVoid();
    }
}
