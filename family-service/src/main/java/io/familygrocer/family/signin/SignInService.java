package io.familygrocer.family.signin;

import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import io.familygrocer.family.FamilyConfig;
import io.familygrocer.family.FamilyProblem;
import io.familygrocer.family.account.AccountService;
import io.familygrocer.family.account.PersonView;
import io.familygrocer.family.audit.AuditAction;
import io.familygrocer.family.audit.AuditService;
import io.familygrocer.family.secondfactor.SecondFactorService;
import io.familygrocer.family.secret.Vault;
import io.familygrocer.family.session.AuthenticationMethod;
import io.familygrocer.family.session.SessionService;
import io.familygrocer.family.throttle.KnownDevices;
import io.familygrocer.family.throttle.ThrottleService;
import io.familygrocer.family.verification.VerificationService;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.web.ProblemException;

import static io.familygrocer.family.session.AuthenticationMethod.ONE_TIME_PASSWORD;
import static io.familygrocer.family.session.AuthenticationMethod.PASSWORD;

/** Signing in by password, and by a code where there is a second factor. */
@ApplicationScoped
public class SignInService {

    private final Outbox outbox;
    private final AccountService accounts;
    private final SessionService sessions;
    private final SecondFactorService factors;
    private final ThrottleService throttle;
    private final KnownDevices devices;
    private final VerificationService verifications;
    private final AuditService audit;
    private final Vault vault;
    private final InstantSource clock;
    private final FamilyConfig config;

    SignInService(
            Outbox outbox,
            AccountService accounts,
            SessionService sessions,
            SecondFactorService factors,
            ThrottleService throttle,
            KnownDevices devices,
            VerificationService verifications,
            AuditService audit,
            Vault vault,
            InstantSource clock,
            FamilyConfig config) {
        this.outbox = outbox;
        this.accounts = accounts;
        this.sessions = sessions;
        this.factors = factors;
        this.throttle = throttle;
        this.devices = devices;
        this.verifications = verifications;
        this.audit = audit;
        this.vault = vault;
        this.clock = clock;
        this.config = config;
    }

    /**
     * Signs somebody in; fails with WRONG_CREDENTIALS, TOO_MANY_ATTEMPTS or BUSY, and with SECOND_FACTOR_REQUIRED and its
     * {@code challenge} where the password alone is not enough. That an address is unknown, or not yet confirmed where it
     * must be, looks like a wrong password and takes as long.
     */
    Uni<SignedIn> signIn(SignInRequest request, Visit visit) {
        return throttle.signIn(request.email(), visit.origin(), accounts.verify(request.email(), request.password()))
                .map(tried -> tried.orElseThrow(SignInService::wrong))
                .invoke(tried -> demandConfirmed(tried.value(), visit))
                .chain(tried -> factors.isOn(tried.value().id())
                        .invoke(on -> demandNoCode(on, tried.value()))
                        .chain(() -> open(tried.value(), visit, Set.of(PASSWORD), tried.failedBefore())));
    }

    /** The second step; fails with CHALLENGE_OVER, WRONG_CODE or TOO_MANY_ATTEMPTS. */
    Uni<SignedIn> secondStep(SecondFactorRequest request, Visit visit) {
        return Uni.createFrom()
                .item(() -> Challenge.open(request.challenge(), vault, clock.instant())
                        .orElseThrow(() -> ProblemException.of(FamilyProblem.CHALLENGE_OVER, null)))
                .chain(challenge -> factors.use(challenge.personId(), request.code(), visit.language())
                        .invoke(right -> {
                            if (!right) {
                                throw ProblemException.of(FamilyProblem.WRONG_CODE, null);
                            }
                        })
                        .chain(() -> accounts.get(challenge.personId())))
                .chain(person -> open(person, visit, EnumSet.of(PASSWORD, ONE_TIME_PASSWORD), 0));
    }

    /** Opens a session for somebody who has shown who they are; in the current transaction, where there is one. */
    Uni<SignedIn> open(PersonView person, Visit visit, Set<AuthenticationMethod> methods, long failedBefore) {
        return outbox.transaction(() -> sessions.open(person, visit.device(), methods)
                        .call(() -> noteFailures(person, failedBefore))
                        .call(() -> audit.record(person.id(), AuditAction.SIGNED_IN, Map.of("by", "password"))))
                .map(session -> new SignedIn(session, devices.issue(person.email())));
    }

    /** Noted only now: an entry at the time of the failure would take time that tells that there is an account. */
    private Uni<Void> noteFailures(PersonView person, long failedBefore) {
        return failedBefore == 0
                ? Uni.createFrom().voidItem()
                : audit.record(person.id(), AuditAction.SIGN_IN_FAILED, Map.of("count", Long.toString(failedBefore)));
    }

    private void demandConfirmed(PersonView person, Visit visit) {
        if (config.confirmEmail() && !person.emailVerified()) {
            verifications.remind(person, visit.language());
            throw wrong();
        }
    }

    private void demandNoCode(boolean on, PersonView person) {
        if (on) {
            var challenge = new Challenge(person.id(), clock.instant().plus(Challenge.LIFETIME));
            throw ProblemException.of(FamilyProblem.SECOND_FACTOR_REQUIRED, null)
                    .with("challenge", challenge.seal(vault))
                    .with("expiresIn", Challenge.LIFETIME.toSeconds());
        }
    }

    private static ProblemException wrong() {
        return ProblemException.of(FamilyProblem.WRONG_CREDENTIALS, null);
    }
}
