package io.familygrocer.family.passkey;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.FamilyProblem;
import io.familygrocer.family.account.AccountService;
import io.familygrocer.family.audit.AuditAction;
import io.familygrocer.family.audit.AuditService;
import io.familygrocer.family.wayin.WaysInService;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.web.ProblemException;

/** The passkeys that people have. Whoever adds or removes one holds the lock of its person. */
@ApplicationScoped
public class PasskeyService {

    private final Outbox outbox;
    private final PasskeyRepository passkeys;
    private final PasskeyChallengeRepository challenges;
    private final PasskeyVerifier verifier;
    private final AccountService accounts;
    private final WaysInService ways;
    private final AuditService audit;
    private final PasskeyConfig config;

    PasskeyService(
            Outbox outbox,
            PasskeyRepository passkeys,
            PasskeyChallengeRepository challenges,
            PasskeyVerifier verifier,
            AccountService accounts,
            WaysInService ways,
            AuditService audit,
            PasskeyConfig config) {
        this.outbox = outbox;
        this.passkeys = passkeys;
        this.challenges = challenges;
        this.verifier = verifier;
        this.accounts = accounts;
        this.ways = ways;
        this.audit = audit;
        this.config = config;
    }

    /** What an authenticator needs to make a passkey for a person; good once, for a while. */
    public Uni<RegistrationOptions> options(UUID personId) {
        byte[] challenge = verifier.newChallenge();
        var rp = new RegistrationOptions.Rp(verifier.rpId(), config.rpName());
        return outbox.transaction(() -> challenges
                .persist(PasskeyChallenge.of(challenge, personId, now().plus(config.challengeLifetime())))
                .chain(() -> accounts.get(personId))
                .chain(person -> passkeys.of(personId)
                        .map(known ->
                                RegistrationOptions.of(rp, person, challenge, config.challengeLifetime(), known))));
    }

    /**
     * Adds a passkey. Fails with PASSKEY_INVALID, PASSKEY_TAKEN or TOO_MANY_PASSKEYS. The same one again, for a reply
     * that got lost, changes nothing.
     */
    public Uni<PasskeyView> add(UUID personId, PasskeyRequest request) {
        var credential = request.credential();
        // Taken out in a transaction of its own: it is spent, however this ends.
        return Uni.createFrom()
                .item(() -> verifier.challengeOf(credential))
                .chain(challenge -> outbox.transaction(() -> take(personId, challenge)))
                .chain(challenge -> outbox.transaction(
                        () -> accounts.lock(personId).chain(() -> addAnswered(personId, request, challenge))))
                .map(PasskeyView::of);
    }

    /** A person's passkeys, the oldest first. */
    public Uni<List<PasskeyView>> list(UUID personId) {
        return Panache.withSession(() -> passkeys.of(personId))
                .map(all -> all.stream().map(PasskeyView::of).toList());
    }

    /** Gives a passkey another name; 404 where the person has none of this id. */
    public Uni<PasskeyView> rename(UUID personId, UUID id, PasskeyNameRequest request) {
        return outbox.transaction(() -> find(personId, id)
                .invoke(passkey -> passkey.name = request.name().strip())
                .map(PasskeyView::of));
    }

    /** Removes a passkey; 404 where the person has none of this id, LAST_WAY_IN where they could not sign in again. */
    public Uni<Void> remove(UUID personId, UUID id) {
        return outbox.transaction(() -> accounts.lock(personId)
                .chain(() -> find(personId, id))
                .chain(passkey -> passkeys.delete(passkey)
                        .call(() -> passkeys.flush())
                        .call(() -> ways.demandOne(personId))
                        .chain(() ->
                                audit.record(personId, AuditAction.PASSKEY_REMOVED, Map.of("name", passkey.name)))));
    }

    /** Forgets challenges that nobody answered. */
    @Scheduled(
            every = "10m",
            delayed = "5m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> forget() {
        return outbox.transaction(() -> challenges.forget(now())).replaceWithVoid();
    }

    /** The challenge, where it was this person's and still is good. */
    private Uni<Optional<byte[]>> take(UUID personId, Optional<byte[]> challenge) {
        return challenge
                .map(bytes -> challenges
                        .take(PasskeyVerifier.hash(bytes))
                        .map(asked -> Optional.ofNullable(asked)
                                .filter(known -> personId.equals(known.personId) && now().isBefore(known.expiresAt))
                                .map(known -> bytes)))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Passkey> addAnswered(UUID personId, PasskeyRequest request, Optional<byte[]> challenge) {
        return passkeys.of(personId).chain(known -> {
            var same = known.stream()
                    .filter(passkey -> Base64Url.encode(passkey.credentialId)
                            .equals(request.credential().rawId()))
                    .findFirst();
            if (same.isPresent()) {
                return Uni.createFrom().item(same.get());
            }
            if (known.size() >= config.perPerson()) {
                throw ProblemException.of(FamilyProblem.TOO_MANY_PASSKEYS, "At most %d".formatted(config.perPerson()));
            }
            var registered = challenge
                    .flatMap(bytes -> verifier.verify(request.credential(), bytes))
                    .orElseThrow(() -> ProblemException.of(FamilyProblem.PASSKEY_INVALID, null));
            var passkey = Passkey.of(registered, personId, request, now());
            return passkeys.add(passkey)
                    .invoke(PasskeyService::demandFree)
                    .chain(() -> audit.record(personId, AuditAction.PASSKEY_ADDED, Map.of("name", passkey.name)))
                    .replaceWith(passkey);
        });
    }

    private Uni<Passkey> find(UUID personId, UUID id) {
        return passkeys.findOf(personId, id).onItem().ifNull().failWith(ProblemException::notFound);
    }

    private static void demandFree(boolean added) {
        if (!added) {
            throw ProblemException.of(FamilyProblem.PASSKEY_TAKEN, null);
        }
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }
}
