package io.familygrocer.list.gathering;

import java.time.Duration;

/** One thread on which one thing is done after the other: an event loop. */
public interface Turns {

    /** Whether this is that thread. */
    boolean here();

    /** Does it after what this turn has yet to do, which is to read what has come on all connections. */
    void soon(Runnable work);

    /** Does it on this thread after that time. */
    void after(Duration time, Runnable work);

    /** Nanoseconds since some moment. */
    long now();
}
