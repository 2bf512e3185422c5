package io.familygrocer.family.passkey;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import io.familygrocer.family.FamilyProblem;
import io.familygrocer.family.account.AccountService;
import io.familygrocer.family.audit.AuditAction;
import io.familygrocer.family.audit.AuditService;
import io.familygrocer.family.session.AuthenticationMethod;
import io.familygrocer.family.session.DeviceInfo;
import io.familygrocer.family.session.SessionService;
import io.familygrocer.family.session.SessionView;
import io.familygrocer.family.throttle.LimitService;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.web.ProblemException;

/** Signing in by a passkey alone. The authenticator has verified the person, so it counts as two factors. */
@ApplicationScoped
public class PasskeySignInService {

    private final Outbox outbox;
    private final PasskeyRepository passkeys;
    private final PasskeyChallengeRepository challenges;
    private final PasskeyVerifier verifier;
    private final AccountService accounts;
    private final SessionService sessions;
    private final AuditService audit;
    private final LimitService limits;
    private final PasskeyConfig config;

    PasskeySignInService(
            Outbox outbox,
            PasskeyRepository passkeys,
            PasskeyChallengeRepository challenges,
            PasskeyVerifier verifier,
            AccountService accounts,
            SessionService sessions,
            AuditService audit,
            LimitService limits,
            PasskeyConfig config) {
        this.outbox = outbox;
        this.passkeys = passkeys;
        this.challenges = challenges;
        this.verifier = verifier;
        this.accounts = accounts;
        this.sessions = sessions;
        this.audit = audit;
        this.limits = limits;
        this.config = config;
    }

    /** What an authenticator needs to sign somebody in; good once, for a while. Fails with TOO_MANY_ATTEMPTS. */
    public Uni<SignInOptions> options() {
        byte[] challenge = verifier.newChallenge();
        return limits.begin("passkey sign-in")
                .chain(() -> outbox.transaction(() -> challenges.persist(
                        PasskeyChallenge.of(challenge, null, now().plus(config.challengeLifetime())))))
                .replaceWith(() -> SignInOptions.of(verifier.rpId(), challenge, config.challengeLifetime()));
    }

    /** Signs somebody in; fails with PASSKEY_REFUSED, which does not say why. */
    public Uni<SessionView> signIn(UsedCredential credential, DeviceInfo device) {
        // Taken out in a transaction of its own: it is spent, however this ends.
        return Uni.createFrom()
                .item(() -> verifier.challengeOf(credential))
                .chain(challenge -> outbox.transaction(() -> take(challenge)))
                .chain(challenge -> challenge
                        .map(bytes -> outbox.transaction(() -> use(credential, bytes, device)))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())))
                // Refused by a value up to here, not by a failure: that would roll back the suspension.
                .map(view -> view.orElseThrow(() -> ProblemException.of(FamilyProblem.PASSKEY_REFUSED, null)));
    }

    private Uni<Optional<byte[]>> take(Optional<byte[]> challenge) {
        return challenge
                .map(bytes -> challenges
                        .take(PasskeyVerifier.hash(bytes))
                        .map(asked -> Optional.ofNullable(asked)
                                .filter(known -> known.personId == null && now().isBefore(known.expiresAt))
                                .map(known -> bytes)))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Optional<SessionView>> use(UsedCredential credential, byte[] challenge, DeviceInfo device) {
        return passkeys.lockByCredentialId(Base64Url.decode(credential.rawId())).chain(passkey -> {
            if (passkey == null || passkey.suspendedAt != null || !isOf(passkey, credential)) {
                return Uni.createFrom().item(Optional.empty());
            }
            return switch (verifier.verify(credential, passkey, challenge)) {
                case PasskeyVerifier.Use.Refused() -> Uni.createFrom().item(Optional.empty());
                case PasskeyVerifier.Use.Copied() -> suspend(passkey);
                case PasskeyVerifier.Use.Good good -> open(passkey, good, device);
            };
        });
    }

    private Uni<Optional<SessionView>> suspend(Passkey passkey) {
        passkey.suspendedAt = now();
        return audit.record(passkey.personId, AuditAction.PASSKEY_SUSPENDED, Map.of("name", passkey.name))
                .replaceWith(Optional.empty());
    }

    private Uni<Optional<SessionView>> open(Passkey passkey, PasskeyVerifier.Use.Good use, DeviceInfo device) {
        passkey.signCount = use.signCount();
        passkey.backedUp = use.backedUp();
        passkey.lastUsedAt = now();
        var key = passkey.backupEligible ? AuthenticationMethod.SOFTWARE_KEY : AuthenticationMethod.HARDWARE_KEY;
        return accounts.get(passkey.personId)
                .call(person -> audit.record(
                        person.id(), AuditAction.SIGNED_IN, Map.of("by", "passkey", "passkey", passkey.name)))
                .chain(person -> sessions.open(person, device, Set.of(key, AuthenticationMethod.MULTI_FACTOR)))
                .map(Optional::of);
    }

    private static boolean isOf(Passkey passkey, UsedCredential credential) {
        return MessageDigest.isEqual(
                UserHandle.of(passkey.personId),
                Base64Url.decode(credential.response().userHandle()));
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }
}
