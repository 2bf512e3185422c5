package io.familygrocer.family.door;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.FamilyProblem;
import io.familygrocer.platform.web.CommonProblem;
import io.familygrocer.platform.web.ProblemException;
import io.familygrocer.platform.web.RequestOrigin;

/**
 * Slows down who tries codes until one opens: 40 bits are plenty against a few tries, and few against millions. Counts
 * only what opened nothing, by caller and by address, in the memory of this instance: with n instances it is n times as
 * many, which is still nothing against 40 bits.
 */
@ApplicationScoped
public class Guesses {

    private final DoorConfig config;
    private final RequestOrigin origin;
    private final Cache<String, Count> wrong;

    Guesses(DoorConfig config, RequestOrigin origin) {
        this.config = config;
        this.origin = origin;
        this.wrong = Caffeine.newBuilder()
                .maximumSize(config.remembered())
                .expireAfterWrite(config.window())
                .build();
    }

    /**
     * Looks for what a code opens, unless there were too many wrong ones: then it fails with TOO_MANY_GUESSES before it
     * looks, for right ones too. A 404 of the search counts as wrong.
     *
     * @param caller who is asking; null for anybody
     */
    public <T> Uni<T> search(UUID caller, Uni<T> search) {
        var keys = keys(caller, origin.get().map(RequestOrigin.Origin::address).orElse("unknown"));
        return Uni.createFrom()
                .deferred(() -> wait(keys)
                        .<Uni<T>>map(pause -> Uni.createFrom().failure(refusal(pause)))
                        .orElse(search))
                .onFailure(failure -> failure instanceof ProblemException e && e.type() == CommonProblem.NOT_FOUND)
                .invoke(() -> keys.forEach(this::count));
    }

    private List<Key> keys(UUID caller, String address) {
        var keys = new ArrayList<Key>(2);
        keys.add(new Key("address " + address, config.perAddress()));
        if (caller != null) {
            keys.add(new Key("caller " + caller, config.perCaller()));
        }
        return keys;
    }

    private Optional<Duration> wait(List<Key> keys) {
        var now = now();
        return keys.stream()
                .map(key -> {
                    var count = wrong.getIfPresent(key.name());
                    return count == null || count.wrong() < key.limit()
                            ? Duration.ZERO
                            : Duration.between(now, count.since().plus(config.window()));
                })
                .filter(Duration::isPositive)
                .max(Duration::compareTo);
    }

    private void count(Key key) {
        var now = now();
        wrong.asMap()
                .compute(
                        key.name(),
                        (name, count) ->
                                count == null || !now.isBefore(count.since().plus(config.window()))
                                        ? new Count(1, now)
                                        : new Count(count.wrong() + 1, count.since()));
    }

    private static ProblemException refusal(Duration pause) {
        return ProblemException.of(FamilyProblem.TOO_MANY_GUESSES, null).with("retryAfter", pause.toSeconds() + 1);
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }

    private record Key(String name, int limit) {}

    private record Count(int wrong, Instant since) {}
}
