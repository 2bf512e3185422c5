package io.familygrocer.list.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The open streams of this instance, by family. What is done to all of them every few seconds is done to a slice of the
 * families at a time, so that no moment has the work of all; those that end by the clock stand in the order of their ends,
 * so that nobody looks through the others for them.
 */
final class OpenStreams {

    /** Into so many parts the families are divided. */
    static final int SLICES = 20;

    private final List<Map<UUID, FamilyStreams>> slices = IntStream.range(0, SLICES)
            .<Map<UUID, FamilyStreams>>mapToObj(slice -> new ConcurrentHashMap<>())
            .toList();
    private final Map<End, Subscriber> ends =
            new ConcurrentSkipListMap<>(Comparator.comparing(End::at).thenComparing(End::number));
    private final AtomicLong numbers = new AtomicLong();

    /**
     * Adds a stream.
     *
     * @param fresh makes the family where this is its first stream
     * @return what takes the stream away again; once is enough, more often does no harm
     */
    Added add(UUID familyId, Subscriber subscriber, Function<UUID, FamilyStreams> fresh) {
        var family = slice(familyId).compute(familyId, (id, present) -> {
            var streams = present == null ? fresh.apply(id) : present;
            streams.subscribers().add(subscriber);
            return streams;
        });
        var end = subscriber.runsOut().map(at -> new End(at, numbers.incrementAndGet()));
        end.ifPresent(at -> ends.put(at, subscriber));
        return new Added(family, () -> {
            end.ifPresent(ends::remove);
            remove(familyId, subscriber);
        });
    }

    private void remove(UUID familyId, Subscriber subscriber) {
        slice(familyId).computeIfPresent(familyId, (id, family) -> {
            family.remove(subscriber);
            return family.isEmpty() ? null : family;
        });
    }

    /** The streams of a family; null where there are none. */
    FamilyStreams of(UUID familyId) {
        return slice(familyId).get(familyId);
    }

    /** The families of one slice, as it is now and as it changes; {@code 0} to {@code SLICES - 1}. */
    Map<UUID, FamilyStreams> slice(int number) {
        return slices.get(number);
    }

    private Map<UUID, FamilyStreams> slice(UUID familyId) {
        return slices.get(Math.floorMod(familyId.hashCode(), SLICES));
    }

    boolean isEmpty() {
        return slices.stream().allMatch(Map::isEmpty);
    }

    /** Does something to each stream. */
    void forEach(Consumer<Subscriber> work) {
        slices.forEach(slice -> forEach(slice.values(), work));
    }

    /** Does something to each stream of some families. */
    static void forEach(Collection<FamilyStreams> families, Consumer<Subscriber> work) {
        families.forEach(family -> family.subscribers().forEach(work));
    }

    /** Those that have run out by the clock, each once. */
    List<Subscriber> runOut(Instant now) {
        var over = new ArrayList<Subscriber>();
        var inOrder = ends.entrySet().iterator();
        while (inOrder.hasNext()) {
            var next = inOrder.next();
            if (next.getKey().at().isAfter(now)) {
                break;
            }
            inOrder.remove();
            over.add(next.getValue());
        }
        return over;
    }

    /** How many streams are known to end by the clock. */
    int awaitedEnds() {
        return ends.size();
    }

    /** @param number tells those of one moment apart */
    private record End(Instant at, long number) {}

    /** A stream that was added to its family, and how to take it away. */
    record Added(FamilyStreams family, Runnable remove) {}
}
