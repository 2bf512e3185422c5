package io.familygrocer.family.throttle;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.secret.Vault;

/**
 * Slows guessing down, and locks nobody out: after some failed attempts there are pauses that double up to a longest one.
 * Attempts count by account and by address; those from a device that the owner has signed in on before count by that
 * device alone, so that no stranger can keep the owner away.
 */
@ApplicationScoped
public class ThrottleService {

    /** Half-lives after which even many failures count as none. */
    private static final int FORGOTTEN = 7;

    private final AttemptsRepository attempts;
    private final KnownDevices devices;
    private final Vault vault;
    private final InstantSource clock;
    private final ThrottleConfig config;

    ThrottleService(
            AttemptsRepository attempts,
            KnownDevices devices,
            Vault vault,
            InstantSource clock,
            ThrottleConfig config) {
        this.attempts = attempts;
        this.devices = devices;
        this.vault = vault;
        this.clock = clock;
        this.config = config;
    }

    /**
     * Makes an attempt to sign in with an address; fails with TOO_MANY_ATTEMPTS instead where it is too early for one.
     * Empty is a failed attempt, a value is a right one, and a failure is none that counts. Not to be called in a
     * transaction: what it counts must stay.
     */
    public <T> Uni<Optional<Tried<T>>> signIn(String email, Origin origin, Uni<Optional<T>> attempt) {
        return devices.find(origin.device(), email)
                .map(device -> guard(List.of(device), attempt))
                .orElseGet(() -> guard(List.of(address(origin), account(email)), attempt));
    }

    /** Makes an attempt to show something again that a person knows, such as their password; see {@link #signIn}. */
    public <T> Uni<Optional<Tried<T>>> person(UUID personId, Uni<Optional<T>> attempt) {
        return guard(List.of(new Guesser("person " + personId, false)), attempt);
    }

    /** Makes an attempt that counts by its address only; see {@link #signIn}. */
    public <T> Uni<Optional<Tried<T>>> address(Origin origin, Uni<Optional<T>> attempt) {
        return guard(List.of(address(origin)), attempt);
    }

    /** Forgets the failed attempts on an account, in the current transaction: its owner has shown who they are. */
    public Uni<Void> forgive(String email) {
        return attempts.deleteById(id(account(email))).replaceWithVoid();
    }

    /** Forgets what was long ago. */
    @Scheduled(
            every = "1h",
            delayed = "5m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> forget() {
        return Panache.withTransaction(() -> attempts.forget(
                        clock.instant().minus(config.account().halfLife().multipliedBy(FORGOTTEN))))
                .replaceWithVoid();
    }

    private <T> Uni<Optional<Tried<T>>> guard(List<Guesser> guessers, Uni<Optional<T>> attempt) {
        return Panache.withTransaction(() -> each(guessers, this::take))
                .chain(counts -> attempt.onFailure()
                        .call(() -> Panache.withTransaction(() -> each(guessers, this::giveBack)))
                        .call(result -> result.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : Panache.withTransaction(() -> each(guessers, this::forgive)))
                        .map(result -> result.map(value -> new Tried<>(value, counts.getLast() - 1))));
    }

    /** One after the other, in the same order for everybody, as each is locked. */
    private <T> Uni<List<T>> each(List<Guesser> guessers, Function<Guesser, Uni<? extends T>> step) {
        return Multi.createFrom()
                .iterable(guessers)
                .onItem()
                .transformToUniAndConcatenate(step)
                .collect()
                .asList();
    }

    private Uni<Long> take(Guesser guesser) {
        var now = clock.instant();
        return attempts.lock(id(guesser), now).map(found -> {
            found.pause(now).ifPresent(pause -> {
                throw LimitService.tooEarly(pause);
            });
            found.take(now, bounds(guesser));
            return Math.round(found.failures);
        });
    }

    private Uni<Long> giveBack(Guesser guesser) {
        return attempts.lock(id(guesser), clock.instant())
                .invoke(Attempts::giveBack)
                .map(found -> Math.round(found.failures));
    }

    private Uni<Long> forgive(Guesser guesser) {
        return guesser.shared()
                ? giveBack(guesser)
                : attempts.deleteById(id(guesser)).replaceWith(0L);
    }

    private Bounds bounds(Guesser guesser) {
        var first = config.firstPause();
        var account = config.account();
        var address = config.address();
        return guesser.shared()
                ? new Bounds(address.free(), first, address.longestPause(), address.halfLife())
                : new Bounds(account.free(), first, account.longestPause(), account.halfLife());
    }

    private String id(Guesser guesser) {
        return vault.fingerprint("throttle", guesser.name());
    }

    private static Guesser account(String email) {
        return new Guesser("account " + email.strip().toLowerCase(Locale.ROOT), false);
    }

    private static Guesser address(Origin origin) {
        return new Guesser("address " + LimitService.network(origin.address()), true);
    }

    /**
     * An attempt that was right.
     *
     * @param failedBefore failed ones since the one before
     */
    public record Tried<T>(T value, long failedBefore) {}
}
