package io.familygrocer.list.merge;

/**
 * When something is wanted again.
 *
 * @param rule an RRULE of RFC 5545 with days as its smallest step, such as {@code FREQ=WEEKLY;INTERVAL=2}
 * @param from what the rule counts from
 */
public record Recurrence(String rule, From from) {

    /** What a rule counts from. */
    public enum From {
        /** The day on which it was due. */
        due,
        /** The day on which it was checked. */
        completion
    }
}
