package io.familygrocer.gateway.route;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who gets copies of the requests to a service.
 *
 * @param upstream gets them
 * @param percent how many of a hundred
 * @param maxBody a request with a longer body is not copied
 * @param most copies under way
 * @param underWay how many there are now
 */
public record Mirroring(Upstream upstream, int percent, long maxBody, int most, AtomicInteger underWay) {
    /** Whether a copy is to be made of a request; each yes must be followed by {@link #end}. */
    public boolean begin() {
        if (ThreadLocalRandom.current().nextInt(100) >= percent) {
            return false;
        }
        if (underWay.incrementAndGet() > most) {
            underWay.decrementAndGet();
            return false;
        }
        return true;
    }

    /** A copy is over. */
    public void end() {
        underWay.decrementAndGet();
    }
}
