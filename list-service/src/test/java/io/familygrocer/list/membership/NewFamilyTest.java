package io.familygrocer.list.membership;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;

import io.familygrocer.platform.testkit.Servers;
import io.familygrocer.platform.web.Caller;

import static org.assertj.core.api.Assertions.assertThat;

/** The first seconds of a family: its founder has a token, and this service is just hearing of it. */
@QuarkusTest
@WithTestResource(Servers.class)
class NewFamilyTest {

    private static final int FAMILIES = 40;

    @Inject
    MembershipService memberships;

    @Test
    void itsFounderIsLetInBeforeAndWhileAndAfterItIsHeardOf() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var found = IntStream.range(0, FAMILIES)
                    .mapToObj(ignored -> CompletableFuture.supplyAsync(this::isLetInWhileItIsHeardOf, threads))
                    .toList();
            assertThat(found).extracting(CompletableFuture::join).doesNotContain(false);
        }
    }

    private boolean isLetInWhileItIsHeardOf() {
        UUID family = UUID.randomUUID();
        UUID founder = UUID.randomUUID();
        var caller = new Caller(founder, "Anna", Map.of(family, new Caller.Membership("owner", 1)), null, null);
        var heard = CompletableFuture.runAsync(() -> hear(family, founder));
        boolean letIn = true;
        for (int afterwards = 0; afterwards < 2; afterwards += heard.isDone() ? 1 : 0) {
            letIn &= await(() -> memberships.all(caller)).containsKey(family);
        }
        return letIn;
    }

    private void hear(UUID family, UUID founder) {
        var members = List.of(new FamilySnapshot.Member(founder, "owner"));
        var snapshot = new FamilySnapshot(family, 1, "active", members, List.of(), null);
        await(() -> Panache.withTransaction(() -> memberships.snapshot(snapshot)));
    }

    private static <T> T await(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
