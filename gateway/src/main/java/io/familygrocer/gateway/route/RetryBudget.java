package io.familygrocer.gateway.route;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many second tries a service may get: a share of its requests, saved up to a bound. When a service is down, its
 * traffic grows by that share and is not doubled. Used by all event loops at once.
 */
public final class RetryBudget {
    private static final int PRICE = 100;

    /** Ten second tries, for a service that is seldom asked. */
    private static final int MOST = 10 * PRICE;

    private final int percent;
    private final AtomicInteger saved = new AtomicInteger(MOST);

    RetryBudget(int percent) {
        this.percent = percent;
    }

    /** A request comes in. */
    public void earn() {
        if (saved.get() < MOST) {
            saved.addAndGet(percent);
        }
    }

    /** Whether a second try may be made; pays for it. */
    public boolean spend() {
        if (percent == 0) {
            return false;
        }
        int before = saved.getAndUpdate(now -> now >= PRICE ? now - PRICE : now);
        return before >= PRICE;
    }
}
