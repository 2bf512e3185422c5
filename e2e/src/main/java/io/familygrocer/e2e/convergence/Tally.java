package io.familygrocer.e2e.convergence;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What has happened in the schedules of a run: a run in which nothing was merged or lost would prove nothing. */
final class Tally {

    /** What is counted, in the order in which it is told. */
    enum Of {
        PHONES,
        OPERATIONS,
        CALLS_ANSWERED,
        ITEMS_MERGED,
        WRITES_SUPERSEDED,
        OPERATIONS_REJECTED,
        ANSWERS_LOST,
        CALLS_AT_THE_SAME_TIME,
        RESETS,
        PHONES_CUT_OFF,
        PHONES_RESTARTED,
        CLOCKS_SET,
        MONTHS_PASSED,
        TIMES_FORGOTTEN,
        CRASHES_GONE_THROUGH
    }

    private final Map<Of, LongAdder> counts = new ConcurrentHashMap<>();

    void add(Of what, long count) {
        counts.computeIfAbsent(what, key -> new LongAdder()).add(count);
    }

    /** A step that was taken. */
    void add(Step step) {
        switch (step) {
            case Step.Sync sync when sync.fate() != Step.Fate.ARRIVES -> add(Of.ANSWERS_LOST, 1);
            case Step.Together together ->
                add(Of.CALLS_AT_THE_SAME_TIME, together.phones().size());
            case Step.Cut cut -> add(Of.PHONES_CUT_OFF, 1);
            case Step.Restart restart -> add(Of.PHONES_RESTARTED, 1);
            case Step.SetClock set -> add(Of.CLOCKS_SET, 1);
            case Step.TimePasses passes -> add(Of.MONTHS_PASSED, 1);
            case Step.Forget forget -> add(Of.TIMES_FORGOTTEN, 1);
            case Step.KillServer kill -> add(Of.CRASHES_GONE_THROUGH, 1);
            default -> {}
        }
    }

    long of(Of what) {
        var count = counts.get(what);
        return count == null ? 0 : count.sum();
    }

    /** A line each. */
    @Override
    public String toString() {
        var lines = new TreeMap<Of, String>();
        for (var what : Of.values()) {
            lines.put(
                    what,
                    "  %-24s %,10d"
                            .formatted(what.name().toLowerCase(Locale.ROOT).replace('_', ' '), of(what)));
        }
        return String.join("\n", lines.values());
    }
}
