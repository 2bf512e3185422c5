package io.familygrocer.family.privacy;

import java.time.Instant;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.FamilyProblem;
import io.familygrocer.family.account.AccountService;
import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.ProblemException;

/** Makes sure that it is the person, and not somebody who has found their phone. */
@ApplicationScoped
class Confirmation {

    private static final String FRESH = """
            select 1 from session where id = ?1 and person_id = ?2 and ended_at is null and created_at >= ?3""";

    private final AccountService accounts;
    private final PrivacyConfig config;

    Confirmation(AccountService accounts, PrivacyConfig config) {
        this.accounts = accounts;
        this.config = config;
    }

    /** Passes with the right password, or without one shortly after a sign-in; CONFIRMATION_NEEDED otherwise. */
    Uni<Void> require(Caller caller, String password, Instant now) {
        var confirmed = password == null ? fresh(caller, now) : accounts.verify(caller.personId(), password);
        return confirmed
                .invoke(sure -> {
                    if (!sure) {
                        throw ProblemException.of(FamilyProblem.CONFIRMATION_NEEDED, null);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Boolean> fresh(Caller caller, Instant now) {
        UUID session = caller.session().map(Caller.SignIn::sessionId).orElse(caller.personId());
        return Panache.withSession(() ->
                        Sql.list(FRESH, Integer.class, session, caller.personId(), now.minus(config.freshSignIn())))
                .map(found -> !found.isEmpty());
    }
}
