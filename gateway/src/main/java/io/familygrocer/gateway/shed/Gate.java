package io.familygrocer.gateway.shed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;

import io.familygrocer.gateway.config.GatewayConfig.Priority;

/**
 * The places of one service, and who waits for one: what matters more first, and of the same who came first. Used by all
 * event loops at once; every method is short.
 */
final class Gate {
    private final IntSupplier places;
    private final Map<Priority, Double> shares;
    private final int mostWaiting;
    private final Map<Priority, Deque<IntConsumer>> queues = new EnumMap<>(Priority.class);
    private int underWay;
    private int waiting;

    /**
     * A gate.
     *
     * @param places how many there are at the moment
     * @param shares the part of them that each priority may fill
     * @param mostWaiting for a place at once
     */
    Gate(IntSupplier places, Map<Priority, Double> shares, int mostWaiting) {
        this.places = places;
        this.shares = shares;
        this.mostWaiting = mostWaiting;
        for (var priority : Priority.values()) {
            queues.put(priority, new ArrayDeque<>());
        }
    }

    /** Takes a place, unless others wait for it. Returns how many are under way with the new one; 0 for no place. */
    synchronized int enter(Priority priority) {
        return waiting > 0 && isBehindOthers(priority) || !hasPlace(priority) ? 0 : ++underWay;
    }

    /**
     * Waits for a place.
     *
     * @param called hears once, on any thread, that it has one now, and how many are under way with it
     * @return whether it waits: there may be too many already
     */
    synchronized boolean await(Priority priority, IntConsumer called) {
        if (waiting >= mostWaiting) {
            return false;
        }
        waiting++;
        return queues.get(priority).add(called);
    }

    /** Waits no longer. Returns false for one that has been called, and has a place. */
    synchronized boolean withdraw(Priority priority, IntConsumer called) {
        boolean waited = queues.get(priority).remove(called);
        if (waited) {
            waiting--;
        }
        return waited;
    }

    /** Gives a place back, and calls whoever has one by that. */
    void leave() {
        List<Runnable> calls;
        synchronized (this) {
            underWay--;
            if (waiting == 0) {
                return;
            }
            calls = new ArrayList<>(1);
            for (var queue : queues.entrySet()) {
                while (!queue.getValue().isEmpty() && hasPlace(queue.getKey())) {
                    var next = queue.getValue().poll();
                    waiting--;
                    int with = ++underWay;
                    calls.add(() -> next.accept(with));
                }
            }
        }
        calls.forEach(Runnable::run);
    }

    /** How many wait. */
    synchronized int waiting() {
        return waiting;
    }

    private boolean hasPlace(Priority priority) {
        return underWay < Math.max(1, (int) (places.getAsInt() * shares.get(priority)));
    }

    private boolean isBehindOthers(Priority priority) {
        for (var queue : queues.entrySet()) {
            if (queue.getKey().compareTo(priority) <= 0 && !queue.getValue().isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
