package io.familygrocer.family.signin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import io.familygrocer.family.FamilyConfig;
import io.familygrocer.family.FamilyConfig.Registration;
import io.familygrocer.family.FamilyProblem;
import io.familygrocer.family.account.AccountService;
import io.familygrocer.family.account.PersonView;
import io.familygrocer.family.audit.AuditAction;
import io.familygrocer.family.audit.AuditService;
import io.familygrocer.family.invite.InviteService;
import io.familygrocer.family.throttle.ThrottleService;
import io.familygrocer.family.verification.VerificationService;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.web.ProblemException;

import static io.familygrocer.family.session.AuthenticationMethod.PASSWORD;

/** Making an account, where and how the house allows it. */
@ApplicationScoped
public class RegistrationService {

    private final Outbox outbox;
    private final AccountService accounts;
    private final InviteService invites;
    private final SignInService signIns;
    private final ThrottleService throttle;
    private final VerificationService verifications;
    private final AuditService audit;
    private final FamilyConfig config;

    RegistrationService(
            Outbox outbox,
            AccountService accounts,
            InviteService invites,
            SignInService signIns,
            ThrottleService throttle,
            VerificationService verifications,
            AuditService audit,
            FamilyConfig config) {
        this.outbox = outbox;
        this.accounts = accounts;
        this.invites = invites;
        this.signIns = signIns;
        this.throttle = throttle;
        this.verifications = verifications;
        this.audit = audit;
        this.config = config;
    }

    /**
     * Makes an account and signs it in. Empty where the address must be confirmed first: then the answer is the same, and
     * as fast, for an address that has an account, and its owner is told by mail. Otherwise fails with EMAIL_TAKEN; always
     * with REGISTRATION_CLOSED, INVITE_NEEDED, what accepting the invite fails with, TOO_MANY_ATTEMPTS or BUSY.
     */
    Uni<Optional<SignedIn>> register(RegisterRequest request, Visit visit) {
        demandAllowed(request);
        var made = invites.guarded(
                request.invite(),
                accounts.hash("password", request.password(), List.of(request.email(), request.displayName()))
                        .chain(hash -> make(request, hash, visit)));
        if (config.confirmEmail()) {
            // Each counts, so that counting tells nothing.
            var attempt = made.onFailure(RegistrationService::isTaken)
                    .recoverWithUni(() -> tellOwner(request, visit))
                    .replaceWith(Optional.<SignedIn>empty());
            return throttle.address(visit.origin(), attempt).replaceWith(Optional.empty());
        }
        // Who finds out taken addresses here is slowed down.
        var attempt = made.onFailure(RegistrationService::isTaken).recoverWithItem(Optional.empty());
        return throttle.address(visit.origin(), attempt)
                .map(tried -> tried.orElseThrow(() -> ProblemException.of(FamilyProblem.EMAIL_TAKEN, null)))
                .map(tried -> Optional.of(tried.value()));
    }

    private Uni<Optional<SignedIn>> make(RegisterRequest request, String hash, Visit visit) {
        return outbox.transaction(() -> accounts.register(request.email(), request.displayName(), hash)
                .call(person -> request.invite() == null
                        ? Uni.createFrom().voidItem()
                        : invites.admit(person.id(), request.invite()))
                .call(person -> verifications.welcome(person, visit.language()))
                .call(person -> audit.record(person.id(), AuditAction.REGISTERED, Map.of()))
                .chain(person -> open(person, visit)));
    }

    private Uni<Optional<SignedIn>> open(PersonView person, Visit visit) {
        return config.confirmEmail()
                ? Uni.createFrom().item(Optional.empty())
                : signIns.open(person, visit, Set.of(PASSWORD), 0).map(Optional::of);
    }

    private Uni<Optional<SignedIn>> tellOwner(RegisterRequest request, Visit visit) {
        verifications.tellOwner(request.email(), visit.language());
        return Uni.createFrom().item(Optional.empty());
    }

    private void demandAllowed(RegisterRequest request) {
        if (config.registration() == Registration.CLOSED) {
            throw ProblemException.of(FamilyProblem.REGISTRATION_CLOSED, null);
        }
        if (config.registration() == Registration.INVITE && request.invite() == null) {
            throw ProblemException.of(FamilyProblem.INVITE_NEEDED, null);
        }
    }

    private static boolean isTaken(Throwable failure) {
        return failure instanceof ProblemException refused && refused.type() == FamilyProblem.EMAIL_TAKEN;
    }
}
