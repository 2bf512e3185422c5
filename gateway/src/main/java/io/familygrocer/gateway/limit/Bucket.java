package io.familygrocer.gateway.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One gateway's part of a bucket: tokens that it has leased from the common one and not spent yet, or, while the common
 * one can't be reached, a bucket of its own at the divided rate. Used by all event loops at once; every method is short.
 */
final class Bucket {
    /** Leased tokens that nobody needs are no good after this: their bucket has filled again meanwhile. */
    private static final long LEASE_NANOS = 5_000_000_000L;

    private final Limit limit;
    private final int gateways;
    private long leased;
    private long leasedUntil;
    private long emptyUntil;
    private long left;
    private double local;
    private long localAt;
    private long debt;
    private boolean asking;
    private final List<Consumer<Grant>> waiting = new ArrayList<>(0);

    Bucket(Limit limit, int gateways) {
        this.limit = limit;
        this.gateways = gateways;
        this.left = limit.requests();
    }

    /**
     * What became of a wish for one token.
     *
     * @param given whether there was one
     * @param left tokens that are left, about
     * @param pauseMillis until there is one again; 0 where one was given
     */
    record Grant(boolean given, long left, long pauseMillis) {}

    /** One of the leased tokens, or a no that still holds; null where the common bucket must be asked. */
    synchronized Grant spend(long now) {
        if (leased > 0 && leasedUntil - now > 0) {
            leased--;
            return new Grant(true, left + leased, 0);
        }
        if (emptyUntil != 0 && emptyUntil - now > 0) {
            return new Grant(false, 0, millis(emptyUntil - now));
        }
        return null;
    }

    /** Waits for the common bucket's answer. Returns whether the caller is the one who has to ask. */
    synchronized boolean await(Consumer<Grant> waiter) {
        waiting.add(waiter);
        if (asking) {
            return false;
        }
        asking = true;
        return true;
    }

    /** The tokens to ask for: a lease, enough for everybody who waits, and what was spent without asking. */
    synchronized long wanted() {
        return Math.max(limit.lease(), waiting.size()) + debt;
    }

    /** The common bucket's answer. Tells everyone who waits. */
    void answered(long taken, long left, long pauseMillis, long now) {
        var told = new ArrayList<Runnable>();
        synchronized (this) {
            this.left = left;
            long paid = Math.min(debt, taken);
            this.debt -= paid;
            // Two event loops may have asked one after the other: what the first one got is not spent yet.
            this.leased = (leasedUntil - now > 0 ? leased : 0) + taken - paid;
            this.leasedUntil = now + LEASE_NANOS;
            this.emptyUntil = leased == 0 ? now + Math.max(1, pauseMillis) * 1_000_000 : 0;
            this.localAt = 0;
            for (var waiter : waiting) {
                var grant = leased > 0
                        ? new Grant(true, left + --leased, 0)
                        : new Grant(false, 0, Math.max(pauseMillis, (long) Math.ceil(limit.millisPerToken())));
                told.add(() -> waiter.accept(grant));
            }
            waiting.clear();
            asking = false;
        }
        told.forEach(Runnable::run);
    }

    /** The common bucket can't be reached: everyone who waits is served from the bucket of our own. */
    void unreachable(long now) {
        var told = new ArrayList<Runnable>();
        synchronized (this) {
            for (var waiter : waiting) {
                var grant = spendLocally(now);
                told.add(() -> waiter.accept(grant));
            }
            waiting.clear();
            asking = false;
        }
        told.forEach(Runnable::run);
    }

    /** One token of the bucket of our own, which holds our share of what the common one was last seen to hold. */
    synchronized Grant spendLocally(long now) {
        double capacity = (double) limit.requests() / gateways;
        if (localAt == 0) {
            local = (double) left / gateways;
        } else {
            local += (now - localAt) / 1_000_000.0 / (limit.millisPerToken() * gateways);
        }
        // A share below one token would close the door for ever.
        local = Math.min(Math.max(1, capacity), local);
        localAt = now == 0 ? 1 : now;
        if (local < 1) {
            return new Grant(false, 0, (long) Math.ceil((1 - local) * limit.millisPerToken() * gateways));
        }
        local--;
        debt = Math.min(debt + 1, limit.requests());
        return new Grant(true, (long) local, 0);
    }

    /** A token that was not deserved to be taken. */
    synchronized void giveBack(long now) {
        if (localAt != 0) {
            local++;
            debt = Math.max(0, debt - 1);
        } else {
            leased++;
            leasedUntil = now + LEASE_NANOS;
            emptyUntil = 0;
        }
    }

    private static long millis(long nanos) {
        return Math.max(1, (nanos + 999_999) / 1_000_000);
    }
}
