package io.familygrocer.family.wayin;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import io.familygrocer.family.FamilyProblem;
import io.familygrocer.platform.web.ProblemException;

/** By what a person can sign in: a password, passkeys, accounts with other providers. */
@ApplicationScoped
public class WaysInService {

    private final WaysInRepository ways;

    WaysInService(WaysInRepository ways) {
        this.ways = ways;
    }

    /**
     * Takes away what somebody has set up without ever having shown that the account's address is theirs: the password
     * and passkeys; in the current transaction.
     */
    public Uni<Void> forgetUnproven(UUID personId) {
        return ways.forget(personId);
    }

    /**
     * Fails with LAST_WAY_IN where a person could no longer sign in; to be asked in the transaction that has just taken
     * a way from them, with the person locked, so that two at the same time do not take one each.
     */
    public Uni<Void> demandOne(UUID personId) {
        return ways.count(personId)
                .invoke(count -> {
                    if (count == 0) {
                        throw ProblemException.of(FamilyProblem.LAST_WAY_IN, null);
                    }
                })
                .replaceWithVoid();
    }
}
