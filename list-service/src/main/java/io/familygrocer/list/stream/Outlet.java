package io.familygrocer.list.stream;

/** Where a stream's words go: one connection. Whoever has something to say may say it on any thread, one at a time. */
interface Outlet {

    /** Says something, after all that was said before. */
    void say(Subscriber.Change change);

    /** Ends the stream after what was said; again, it does nothing. */
    void end();

    /** How much of what was said the other side has not taken yet. */
    long waiting();
}
