package io.familygrocer.e2e.convergence;

/** What a server could do wrong; planted in it, or between it and the phones, to see that the checker finds it. */
enum Bug {
    /** A mutation is acknowledged and has no effect. */
    DROPPED_ACKNOWLEDGEMENT,
    /** A mutation has its effect twice. */
    APPLIED_TWICE,
    /** A change is committed and its event never sent. */
    SKIPPED_OUTBOX_ROW,
    /** An answer comes from before the change. */
    STALE_CACHE,
    /** The mutations of one client are taken in another order. */
    REORDERED,
    /** What was removed is shown again. */
    RESURRECTED_DELETE,
    /** A document of another family is among the changes. */
    LEAK,
    /** A stream is not told, and does not look. */
    LOST_ANNOUNCEMENT
}
