package io.familygrocer.e2e.convergence;

import java.time.Duration;
import java.util.List;

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

    /** Phones sync at the same moment; whose call is served first nobody knows. */
    record Together(List<Integer> phones) implements Step {}

    /** A phone is without network until {@link Mend}; its person goes on. */
    record Cut(int phone) implements Step {}

    /** A phone has network again. */
    record Mend(int phone) implements Step {}

    /** A request of this phone that was held up on the way arrives now; nobody waits for its answer any more. */
    record Straggler(int phone) implements Step {}

    /** A phone dies and starts again from what it has written down. */
    record Restart(int phone) implements Step {}

    /** A phone's clock is set, by so much from the true time. */
    record SetClock(int phone, Duration off) implements Step {}

    /** So much time goes by for everybody; what a phone without network has done is as old by then. */
    record TimePasses(Duration time) implements Step {}

    /** The server forgets what has been removed so far, as it does after 90 days. */
    record Forget() implements Step {}

    /** The server is killed while phones sync, and starts again. */
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
