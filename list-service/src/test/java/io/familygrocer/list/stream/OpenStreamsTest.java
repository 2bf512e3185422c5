package io.familygrocer.list.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;

import io.familygrocer.list.membership.Access;
import io.familygrocer.platform.web.Caller;

import static org.assertj.core.api.Assertions.assertThat;

class OpenStreamsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final OpenStreams streams = new OpenStreams();

    @Test
    void eachFamilyIsInOneSliceAndAllSlicesAreAllFamilies() {
        var families = new HashSet<UUID>();
        for (int i = 0; i < 1_000; i++) {
            families.add(add(UUID.randomUUID(), null).familyId);
        }

        var found = new ArrayList<UUID>();
        for (int slice = 0; slice < OpenStreams.SLICES; slice++) {
            assertThat(streams.slice(slice)).hasSizeLessThan(1_000 / OpenStreams.SLICES * 3);
            found.addAll(streams.slice(slice).keySet());
        }

        assertThat(found).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(families);
        var seen = new ArrayList<Subscriber>();
        streams.forEach(seen::add);
        assertThat(seen).hasSize(1_000);
    }

    @Test
    void aFamilyGoesWithItsLastStream() {
        var family = UUID.randomUUID();
        var first = add(family, null);
        var second = add(family, null);
        assertThat(streams.of(family).subscribers()).containsExactly(first.subscriber, second.subscriber);

        first.added.remove().run();
        first.added.remove().run();
        assertThat(streams.of(family).subscribers()).containsExactly(second.subscriber);
        assertThat(streams.isEmpty()).isFalse();

        second.added.remove().run();
        assertThat(streams.of(family)).isNull();
        assertThat(streams.isEmpty()).isTrue();
    }

    @Test
    void thoseThatRunOutAreNamedOnceInTheirOrderAndNoOthers() {
        var never = add(UUID.randomUUID(), null);
        var late = add(UUID.randomUUID(), NOW.plusSeconds(60));
        var second = add(UUID.randomUUID(), NOW);
        var first = add(UUID.randomUUID(), NOW.minusSeconds(1));
        var sameMoment = add(UUID.randomUUID(), NOW);

        assertThat(streams.runOut(NOW.minusSeconds(2))).isEmpty();
        assertThat(streams.runOut(NOW)).containsExactly(first.subscriber, second.subscriber, sameMoment.subscriber);
        assertThat(streams.runOut(NOW)).isEmpty();
        assertThat(streams.runOut(NOW.plusSeconds(60))).containsExactly(late.subscriber);
        assertThat(streams.of(never.familyId)).isNotNull();
    }

    @Test
    void whatClosesBeforeItRunsOutIsForgotten() {
        var closed = add(UUID.randomUUID(), NOW);
        closed.added.remove().run();

        assertThat(streams.runOut(NOW.plusSeconds(1))).isEmpty();
        assertThat(streams.awaitedEnds()).isZero();
    }

    @Test
    void thePhonesOfOneCallerAreAskedAboutOnce() {
        var family = UUID.randomUUID();
        var anna = UUID.randomUUID();
        var first = add(family, anna, null).subscriber;
        var second = add(family, anna, null).subscriber;
        var bens = add(family, UUID.randomUUID(), null).subscriber;

        assertThat(streams.of(family).byCaller().values())
                .containsExactlyInAnyOrder(List.of(first, second), List.of(bens));
    }

    @Test
    void manyAtOnceLoseNone() throws Exception {
        var families = IntStream.range(0, 10).mapToObj(i -> UUID.randomUUID()).toList();
        try (var threads = Executors.newFixedThreadPool(8)) {
            var all = IntStream.range(0, 2_000)
                    .mapToObj(i -> threads.submit(() -> {
                        var opened = add(families.get(i % families.size()), NOW);
                        if (i % 2 == 0) {
                            opened.added.remove().run();
                        }
                    }))
                    .toList();
            for (var one : all) {
                one.get();
            }
        }
        // Every other one was closed again, and with an even number of families those are whole families.
        var open = new ArrayList<Subscriber>();
        streams.forEach(open::add);
        assertThat(open).hasSize(1_000);
        assertThat(streams.runOut(NOW)).hasSize(1_000);
    }

    private Opened add(UUID family, Instant until) {
        return add(family, UUID.randomUUID(), until);
    }

    private Opened add(UUID family, UUID person, Instant until) {
        var caller = new Caller(person, "Anna", Map.of(), null, null);
        var access = new Access(family, Set.of(), Optional.empty(), Optional.ofNullable(until), false);
        var subscriber = new Subscriber(caller, access, 0, new Nobody(), 10);
        var added = streams.add(
                family,
                subscriber,
                id -> new FamilyStreams(
                        id, (of, since) -> Uni.createFrom().item(new FamilyStreams.Found(List.of(), since, false))));
        return new Opened(family, subscriber, added);
    }

    private record Opened(UUID familyId, Subscriber subscriber, OpenStreams.Added added) {}

    /** Takes what is said and keeps nothing. */
    private static final class Nobody implements Outlet {

        @Override
        public void say(Subscriber.Change change) {}

        @Override
        public void end() {}

        @Override
        public long waiting() {
            return 0;
        }
    }
}
