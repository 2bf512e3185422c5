package io.familygrocer.family.door;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import io.familygrocer.family.FamilyProblem;
import io.familygrocer.family.throttle.Bounds;
import io.familygrocer.family.throttle.Limit;
import io.familygrocer.family.throttle.LimitService;
import io.familygrocer.platform.web.CommonProblem;
import io.familygrocer.platform.web.ProblemException;

/**
 * Slows down who tries codes until one opens: 40 bits are plenty against a few tries, and few against millions. Counts
 * only what opened nothing, by address and by caller, for all replicas together.
 */
@ApplicationScoped
public class Guesses {

    private final DoorConfig config;
    private final LimitService counts;

    Guesses(DoorConfig config, LimitService counts) {
        this.config = config;
        this.counts = counts;
    }

    /**
     * Looks for what a code opens, unless there were too many wrong ones: then it fails with TOO_MANY_GUESSES before it
     * looks, for right ones too. A 404 of the search counts as wrong. Not to be called in a transaction, which the search
     * may be: what is counted must stay.
     *
     * @param caller who is asking; null for anybody
     */
    public <T> Uni<T> search(UUID caller, Uni<T> search) {
        // Here, and not later: afterwards it may be another thread's request.
        var limits = limits(caller, counts.address());
        return counts.pause(limits)
                .invoke(pause -> pause.ifPresent(wait -> {
                    throw refusal(wait);
                }))
                .chain(() -> search)
                .onFailure(failure -> failure instanceof ProblemException e && e.type() == CommonProblem.NOT_FOUND)
                .call(() -> counts.count(limits));
    }

    private List<Limit> limits(UUID caller, String address) {
        var limits = new ArrayList<Limit>(2);
        limits.add(new Limit("code from " + address, bounds(config.perAddress())));
        if (caller != null) {
            limits.add(new Limit("code by " + caller, bounds(config.perCaller())));
        }
        return limits;
    }

    private Bounds bounds(int free) {
        return new Bounds(free, config.window(), config.window(), config.window());
    }

    private static ProblemException refusal(Duration pause) {
        return ProblemException.of(FamilyProblem.TOO_MANY_GUESSES, null).with("retryAfter", pause.toSeconds() + 1);
    }
}
