package io.familygrocer.family.federation;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.FamilyProblem;
import io.familygrocer.family.secret.Vault;
import io.familygrocer.family.throttle.LimitService;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.web.ProblemException;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Sends people to a provider, and takes them back: to sign in, or, who is signed in already, to add the provider. */
@ApplicationScoped
class ProviderVisitService {

    private static final String ATTEMPT = "federation-attempt";

    private final Outbox outbox;
    private final ProviderSignIn signIn;
    private final FederationAttemptRepository attempts;
    private final LimitService limits;
    private final Vault vault;
    private final FederationConfig config;

    ProviderVisitService(
            Outbox outbox,
            ProviderSignIn signIn,
            FederationAttemptRepository attempts,
            LimitService limits,
            Vault vault,
            FederationConfig config) {
        this.outbox = outbox;
        this.signIn = signIn;
        this.attempts = attempts;
        this.limits = limits;
        this.vault = vault;
        this.config = config;
    }

    /**
     * Begins a visit; fails with PROVIDER_UNAVAILABLE, TOO_MANY_ATTEMPTS.
     *
     * @param personId who adds the provider to their account; null for somebody who signs in
     */
    Uni<StartView> begin(Provider provider, UUID personId) {
        var proof = new FederationAttempt.Proof(ProviderSignIn.newSecret(), ProviderSignIn.newSecret());
        String state = ProviderSignIn.newSecret();
        return limits.begin("provider sign-in")
                .chain(() -> signIn.authorizationUrl(provider, state, proof))
                .chain(url -> {
                    var attempt = new FederationAttempt();
                    attempt.hash = vault.fingerprint(ATTEMPT, state);
                    attempt.provider = provider.name();
                    attempt.personId = personId;
                    attempt.sealed = vault.seal(ATTEMPT, (proof.nonce() + "." + proof.codeVerifier()).getBytes(UTF_8));
                    attempt.expiresAt = now().plus(config.attemptLifetime());
                    return outbox.transaction(() -> attempts.persist(attempt))
                            .replaceWith(() -> new StartView(url, state));
                });
    }

    /**
     * Ends a visit; fails with ATTEMPT_OVER, also where it was begun by somebody else or for something else, with
     * PROVIDER_REFUSED or PROVIDER_UNAVAILABLE.
     *
     * @param personId as it was begun with
     */
    Uni<ProviderAccount> end(Provider provider, String code, String state, UUID personId) {
        // Taken out in a transaction of its own: it is spent, however this ends.
        return outbox.transaction(() -> attempts.take(vault.fingerprint(ATTEMPT, state)))
                .map(attempt -> proof(provider, attempt, personId))
                .chain(proof -> signIn.account(provider, code, proof));
    }

    /** Forgets what nobody came back for. */
    @Scheduled(
            every = "10m",
            delayed = "5m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> forget() {
        return outbox.transaction(() -> attempts.forget(now())).replaceWithVoid();
    }

    private FederationAttempt.Proof proof(Provider provider, FederationAttempt attempt, UUID personId) {
        if (attempt == null
                || !attempt.provider.equals(provider.name())
                || !Objects.equals(attempt.personId, personId)
                || !now().isBefore(attempt.expiresAt)) {
            throw ProblemException.of(FamilyProblem.ATTEMPT_OVER, null);
        }
        String[] parts = new String(vault.open(ATTEMPT, attempt.sealed), UTF_8).split("\\.", 2);
        return new FederationAttempt.Proof(parts[0], parts[1]);
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }
}
