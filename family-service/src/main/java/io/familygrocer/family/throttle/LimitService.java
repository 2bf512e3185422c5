package io.familygrocer.family.throttle;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.FamilyProblem;
import io.familygrocer.family.secret.Vault;
import io.familygrocer.platform.web.ProblemException;
import io.familygrocer.platform.web.RequestOrigin;

/**
 * Counts what nobody may do too often, in Postgres: all replicas count together. None of this is to be called in a
 * transaction, as what is counted must stay.
 */
@ApplicationScoped
public class LimitService {

    private static final int PREFIX_BYTES = 8;

    private final AttemptsRepository attempts;
    private final Vault vault;
    private final InstantSource clock;
    private final RequestOrigin origin;
    private final ThrottleConfig config;

    LimitService(
            AttemptsRepository attempts,
            Vault vault,
            InstantSource clock,
            RequestOrigin origin,
            ThrottleConfig config) {
        this.attempts = attempts;
        this.vault = vault;
        this.clock = clock;
        this.origin = origin;
        this.config = config;
    }

    /** Where the current request comes from: an address, of IPv6 the /64 network; never null. */
    public String address() {
        return origin.get().map(known -> network(known.address())).orElse("unknown");
    }

    /** How long to wait for what these limits hold back; empty where it may be done now. Counts nothing. */
    public Uni<Optional<Duration>> pause(List<Limit> limits) {
        return Panache.withSession(() -> Multi.createFrom()
                .iterable(limits)
                .onItem()
                .transformToUniAndConcatenate(limit -> attempts.findById(id(limit)))
                .map(found -> found.pause(clock.instant()).orElse(Duration.ZERO))
                .filter(Duration::isPositive)
                .collect()
                .asList()
                .map(pauses -> pauses.stream().max(Duration::compareTo)));
    }

    /** Counts one more; what is counted by several limits must name them in the same order each time. */
    public Uni<Void> count(List<Limit> limits) {
        return Panache.withTransaction(() -> Multi.createFrom()
                .iterable(limits)
                .onItem()
                .transformToUniAndConcatenate(limit -> attempts.lock(id(limit), clock.instant())
                        .invoke(found -> found.take(clock.instant(), limit.bounds())))
                .collect()
                .last()
                .replaceWithVoid());
    }

    /**
     * Counts something that anybody may begin and that leaves a row; fails with TOO_MANY_ATTEMPTS where the address of the
     * current request has begun too many.
     *
     * @param what such as {@code provider sign-in}
     */
    public Uni<Void> begin(String what) {
        var starts = config.starts();
        var bounds = new Bounds(starts.free(), config.firstPause(), starts.longestPause(), starts.halfLife());
        var limits = List.of(new Limit(what + " from " + address(), bounds));
        return pause(limits)
                .invoke(pause -> pause.ifPresent(wait -> {
                    throw tooEarly(wait);
                }))
                .chain(() -> count(limits));
    }

    static ProblemException tooEarly(Duration pause) {
        return ProblemException.of(FamilyProblem.TOO_MANY_ATTEMPTS, null).with("retryAfter", pause.toSeconds() + 1);
    }

    /** The address, and of IPv6 the network: who has one address there has all of them. No name is looked up. */
    static String network(String address) {
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), PREFIX_BYTES))
                    : address;
        } catch (IllegalArgumentException noAddress) {
            return address; // Counted as it is written.
        }
    }

    private String id(Limit limit) {
        return vault.fingerprint("throttle", limit.name());
    }
}
