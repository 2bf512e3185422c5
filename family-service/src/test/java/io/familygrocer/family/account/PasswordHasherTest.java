package io.familygrocer.family.account;

import java.util.Map;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.FamilyProblem;
import io.familygrocer.family.TestConfig;
import io.familygrocer.platform.web.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;

class PasswordHasherTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.closeAndAwait();
    }

    @Test
    void hashesAndMatches() {
        var hasher = hasher(1, 1);

        String phc = hasher.hash("correct horse").await().indefinitely();

        assertThat(hasher.matches("correct horse", phc).await().indefinitely()).isTrue();
        assertThat(hasher.matches("wrong horse", phc).await().indefinitely()).isFalse();
        assertThat(hasher.matches("correct horse", null).await().indefinitely()).isFalse();
    }

    @Test
    void sendsAwayWhoComesWhenTheQueueIsFullAndNobodyAfterwards() {
        var hasher = hasher(1, 2);
        // All are asked before the first can be done: each takes many times as long as to ask.
        var answers = Uni.join()
                .all(IntStream.range(0, 8)
                        .mapToObj(i -> hasher.hash("correct horse")
                                .replaceWith("done")
                                .onFailure(ProblemException.class)
                                .recoverWithItem(busy -> busy.type().name()))
                        .toList())
                .andFailFast()
                .await()
                .indefinitely();

        assertThat(answers).containsOnly("done", FamilyProblem.BUSY.name());
        assertThat(answers).filteredOn("done"::equals).hasSizeBetween(3, 4);
        assertThat(hasher.hash("correct horse").await().indefinitely()).startsWith("$argon2id$");
    }

    private PasswordHasher hasher(int concurrency, int queue) {
        var config = TestConfig.with(Map.of(
                "grocer.family.passwords.concurrency", Integer.toString(concurrency),
                "grocer.family.passwords.queue", Integer.toString(queue)));
        return new PasswordHasher(config, vertx, new SimpleMeterRegistry());
    }
}
