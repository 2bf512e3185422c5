package io.familygrocer.e2e.convergence;

import java.time.Duration;

/** One thing that happens in a schedule; {@code phone} counts from 0. */
sealed interface Step {

    /**
     * A person does something on a phone.
     *
     * @param what what
     * @param which chooses among what the phone knows
     * @param value chooses what is written
     */
    record Act(int phone, What what, int which, int value) implements Step {}

    /** A phone syncs, and the network does with it what it does. */
    record Sync(int phone, Fate fate) implements Step {}

    /** A request of this phone that was held up on the way arrives now; nobody waits for its answer any more. */
    record Straggler(int phone) implements Step {}

    /** A phone dies and starts again from what it has written down. */
    record Restart(int phone) implements Step {}

    /** A phone's clock is set, by so much from the true time; 30 days off the network are 30 days behind. */
    record SetClock(int phone, Duration off) implements Step {}

    /** The server is killed and starts again. */
    record KillServer() implements Step {}

    /** What a person can do. */
    enum What {
        ADD_LIST,
        RENAME_LIST,
        REMOVE_LIST,
        ADD_ITEM,
        /** Something that others put on lists, too. */
        ADD_EQUAL,
        RENAME,
        NOTE,
        CHECK,
        UNCHECK,
        ADJUST,
        REMOVE,
        CLEAR_CHECKED,
        /** Takes back something that this phone did. */
        UNDO
    }

    /** What becomes of a call. */
    enum Fate {
        ARRIVES,
        REQUEST_LOST,
        REPLY_LOST,
        /** Sent once more by the network itself, as a proxy does that retries; the first answer is lost. */
        SENT_TWICE,
        /** Lost for the phone, but it arrives later: see {@link Straggler}. */
        HELD_UP
    }
}
