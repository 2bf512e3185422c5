package io.familygrocer.family.signin;

import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import io.familygrocer.family.FamilyProblem;
import io.familygrocer.family.account.AccountService;
import io.familygrocer.family.session.AuthenticationMethod;
import io.familygrocer.family.session.DeviceInfo;
import io.familygrocer.family.session.SessionService;
import io.familygrocer.family.session.SessionView;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.web.ProblemException;

/** Signing up, and in by password. */
@ApplicationScoped
public class SignInService {

    private final Outbox outbox;
    private final AccountService accounts;
    private final SessionService sessions;

    SignInService(Outbox outbox, AccountService accounts, SessionService sessions) {
        this.outbox = outbox;
        this.accounts = accounts;
        this.sessions = sessions;
    }

    /** Makes an account and signs it in; fails with EMAIL_TAKEN or BUSY. */
    public Uni<SessionView> register(RegisterRequest request, DeviceInfo device) {
        return accounts.hash(request.password())
                .chain(hash -> outbox.transaction(() -> accounts.register(request.email(), request.displayName(), hash)
                        .chain(person -> sessions.open(person, device, Set.of(AuthenticationMethod.PASSWORD)))));
    }

    /** Signs somebody in; fails with WRONG_CREDENTIALS or BUSY. */
    public Uni<SessionView> signIn(SignInRequest request, DeviceInfo device) {
        return accounts.verify(request.email(), request.password())
                .map(found -> found.orElseThrow(() -> ProblemException.of(FamilyProblem.WRONG_CREDENTIALS, null)))
                .chain(person -> sessions.open(person, device, Set.of(AuthenticationMethod.PASSWORD)));
    }
}
