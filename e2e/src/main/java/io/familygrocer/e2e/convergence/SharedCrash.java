package io.familygrocer.e2e.convergence;

import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** A crash that many schedules go through at the same time: it comes when each of them is there, or has ended before. */
final class SharedCrash implements Crash {

    /** Some calls are over by then, some under way, some not heard yet. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(20);

    /** That in which all have gathered is the first. */
    private static final int STRIKE = 1;

    private final ListServer server;
    private final Phaser phaser;
    private volatile RuntimeException failure;

    /** @param schedules how many there are; each says when it has ended */
    SharedCrash(ListServer server, int schedules) {
        this.server = server;
        this.phaser = new Phaser(schedules) {
            @Override
            protected boolean onAdvance(int phase, int left) {
                if (phase == STRIKE && left > 0) {
                    killAndStart();
                }
                return left == 0;
            }
        };
    }

    @Override
    public void gather() {
        phaser.arriveAndAwaitAdvance();
    }

    @Override
    public void strike() {
        phaser.arriveAndAwaitAdvance();
        if (failure != null) {
            throw new IllegalStateException("the server does not come back", failure);
        }
    }

    /** A schedule has ended: nobody waits for it any more. */
    void ended() {
        phaser.arriveAndDeregister();
    }

    /** A failure is told to all who wait: thrown here, it would leave them waiting. */
    private void killAndStart() {
        try {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_WAIT.toNanos()));
            server.killAndStart();
        } catch (RuntimeException e) {
            failure = e;
        }
    }
}
