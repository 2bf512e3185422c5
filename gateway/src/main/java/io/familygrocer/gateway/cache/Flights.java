package io.familygrocer.gateway.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Requests of the same address at the same time: one goes to the service, the others wait for it. */
final class Flights {
    private final Map<String, Flight> underWay = new ConcurrentHashMap<>();

    /** The right to go first, to be given back by {@link Flight#over}; null where somebody else has it. */
    Flight lead(String key) {
        var mine = new Flight(key);
        return underWay.putIfAbsent(key, mine) == null ? mine : null;
    }

    /** Calls back when the one who goes first is over; at once where there is none any more. */
    void join(String key, Runnable land) {
        var flight = underWay.get(key);
        if (flight == null || !flight.take(land)) {
            land.run();
        }
    }

    /** One request that goes first. */
    final class Flight {
        private final String key;
        private final List<Runnable> waiting = new ArrayList<>(2);
        private boolean landed;

        private Flight(String key) {
            this.key = key;
        }

        /** It is over, or has an answer that helps nobody else; saying it twice does nothing. */
        void over() {
            synchronized (this) {
                if (landed) {
                    return;
                }
                landed = true;
            }
            underWay.remove(key, this);
            waiting.forEach(Runnable::run);
        }

        private synchronized boolean take(Runnable land) {
            return !landed && waiting.add(land);
        }
    }
}
