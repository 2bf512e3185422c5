package io.familygrocer.list.stream;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

import io.familygrocer.list.store.Change;
import io.familygrocer.list.sync.FamilyChanged;
import io.familygrocer.platform.web.Caller;

/**
 * The open streams of one family on this instance. However many hints and streams there are, one read at a time goes to
 * the database, and what it finds goes to every stream that has not seen it.
 */
final class FamilyStreams {

    private static final Logger LOG = Logger.getLogger(FamilyStreams.class);

    private final UUID familyId;
    private final BiFunction<UUID, Long, Uni<Found>> read;
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
    private final AtomicInteger hints = new AtomicInteger();

    FamilyStreams(UUID familyId, BiFunction<UUID, Long, Uni<Found>> read) {
        this.familyId = familyId;
        this.read = read;
    }

    void add(Subscriber subscriber) {
        subscribers.add(subscriber);
        look();
    }

    void remove(Subscriber subscriber) {
        subscribers.remove(subscriber);
    }

    boolean isEmpty() {
        return subscribers.isEmpty();
    }

    List<Subscriber> subscribers() {
        return subscribers;
    }

    /** The streams of each caller; those whose tokens say the same are of one, and what holds for one is asked once. */
    Map<Caller, List<Subscriber>> byCaller() {
        return subscribers.stream().collect(Collectors.groupingBy(Subscriber::caller));
    }

    /** A hint that the family has come to a revision. */
    void changed(long revision) {
        if (subscribers.stream().anyMatch(subscriber -> subscriber.cursor() < revision)) {
            look();
        }
    }

    /**
     * What a call on this instance has written. Streams that knew everything before it are told at once; where one of
     * them did not, or a read is under way, it is a hint like any other.
     */
    void changed(FamilyChanged change) {
        boolean told = !change.changes().isEmpty() && hints.compareAndSet(0, 1);
        if (told) {
            var found = new Found(change.changes(), change.revision(), false);
            subscribers.forEach(subscriber -> subscriber.take(change.before(), found));
            if (!hints.compareAndSet(1, 0)) {
                readOn();
            }
        }
        changed(change.revision());
    }

    /** Reads on, now or as soon as the read under way is done. */
    private void look() {
        if (hints.getAndIncrement() == 0) {
            readOn();
        }
    }

    private void readOn() {
        int seen = hints.get();
        long from = subscribers.stream().mapToLong(Subscriber::cursor).min().orElse(Long.MAX_VALUE);
        if (from == Long.MAX_VALUE) {
            hints.set(0);
            return;
        }
        read.apply(familyId, from)
                .subscribe()
                .with(
                        found -> {
                            subscribers.forEach(subscriber -> subscriber.take(from, found));
                            if (found.more() || !hints.compareAndSet(seen, 0)) {
                                readOn();
                            }
                        },
                        failure -> {
                            // The next catch-up looks again; a stream is late then, never wrong.
                            LOG.warnf(failure, "Changes for open streams can't be read");
                            hints.set(0);
                        });
    }

    /**
     * What one read found.
     *
     * @param changes the documents above the revision asked for, in revision order
     * @param revision the revision up to which they are complete
     * @param more whether there is more above that
     */
    record Found(List<Change> changes, long revision, boolean more) {}
}
