package io.familygrocer.family.account;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;

import io.familygrocer.family.FamilyConfig;
import io.familygrocer.family.FamilyProblem;
import io.familygrocer.platform.web.ProblemException;

/**
 * Hashes passwords on threads of its own, a bounded number at the same time, so that a rush of sign-ins takes neither
 * the event loop nor all memory; who comes when the queue is full is told to come back.
 */
@ApplicationScoped
class PasswordHasher {

    private static final int RETRY_AFTER_SECONDS = 2;

    private final FamilyConfig.Passwords config;
    private final WorkerExecutor threads;
    private final AtomicInteger present;
    private final int room;
    private final Counter hashed;
    private final PasswordHash nobody;

    /** Kept between hashes: allocated anew, the memory of each would cost a full garbage collection. */
    private final BlockPool blocks;

    PasswordHasher(FamilyConfig config, Vertx vertx, MeterRegistry metrics) {
        this.config = config.passwords();
        this.threads = vertx.createSharedWorkerExecutor("passwords", this.config.concurrency());
        this.room = this.config.concurrency() + this.config.queue();
        this.present = metrics.gauge("grocer.passwords.present", new AtomicInteger());
        this.hashed = metrics.counter("grocer.passwords.hashed");
        this.nobody = PasswordHash.ofNobody(this.config.memory(), this.config.iterations(), this.config.parallelism());
        this.blocks = new FixedBlockPool(this.config.concurrency() * this.config.memory());
    }

    /** The hash of a new password, in PHC format; fails with 503 where too many wait. */
    Uni<String> hash(String password) {
        return run(() -> PasswordHash.of(password, config.memory(), config.iterations(), config.parallelism(), blocks)
                .phc());
    }

    /**
     * Whether a password is the right one; fails with 503 where too many wait.
     *
     * @param phc the hash; null where there is none, which takes as long and is false
     */
    Uni<Boolean> matches(String password, String phc) {
        return run(() -> (phc == null ? nobody : PasswordHash.parse(phc)).matches(password, blocks));
    }

    /** Whether the parameters have risen since a hash was made. */
    boolean isOutdated(String phc) {
        return PasswordHash.parse(phc).isWeakerThan(config.memory(), config.iterations());
    }

    private <T> Uni<T> run(Callable<T> work) {
        return Uni.createFrom().deferred(() -> {
            if (present.incrementAndGet() > room) {
                present.decrementAndGet();
                return Uni.createFrom()
                        .failure(ProblemException.of(FamilyProblem.BUSY, null).with("retryAfter", RETRY_AFTER_SECONDS));
            }
            // Counted down by the work itself: a client that goes away does not take its work off the queue.
            return threads.executeBlocking(
                    () -> {
                        try {
                            hashed.increment();
                            return work.call();
                        } finally {
                            present.decrementAndGet();
                        }
                    },
                    false);
        });
    }

    @PreDestroy
    void close() {
        threads.closeAndForget();
    }
}
