package io.familygrocer.list.recurrence;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.Part;
import org.dmfs.rfc5545.recur.RecurrenceRule.RfcMode;

import io.familygrocer.list.merge.Recurrence;

/** When something is wanted again: RRULEs of RFC 5545 over days, computed by lib-recur. Pure functions. */
public final class Rules {

    private static final Set<Freq> BY_DAYS = EnumSet.of(Freq.DAILY, Freq.WEEKLY, Freq.MONTHLY, Freq.YEARLY);

    /** How many occurrences are looked at: more than ten years of days are behind nobody. */
    private static final int LOOKED_AT = 4_000;

    private Rules() {}

    /**
     * A rule in its normal form.
     *
     * @throws IllegalArgumentException with a sentence for the client where it is none, or has steps finer than a day
     */
    public static String normal(String rule) {
        var parsed = parse(rule);
        boolean fine = parsed.hasPart(Part.BYHOUR) || parsed.hasPart(Part.BYMINUTE) || parsed.hasPart(Part.BYSECOND);
        if (!BY_DAYS.contains(parsed.getFreq()) || fine) {
            throw new IllegalArgumentException("must have days, weeks, months or years as its steps");
        }
        return parsed.toString();
    }

    /**
     * When something is wanted again that was due and has been bought. What was missed meanwhile is not made up for: the
     * answer is after the day on which it was due, and not before the day on which it was bought.
     *
     * @param due when it was due; null where no day was named, then it counts as due when it was bought
     * @param bought the day on which it was checked
     * @return the day and the rule from then on; empty where the rule has come to its end
     */
    public static Optional<Next> next(Recurrence recurrence, LocalDate due, LocalDate bought) {
        var start = due == null || recurrence.from() == Recurrence.From.completion ? bought : due;
        try {
            return next(parse(recurrence.rule()), recurrence.from(), start, bought);
        } catch (IllegalArgumentException neverAgain) {
            // lib-recur gives up on rules without an occurrence, such as the 30th of February.
            return Optional.empty();
        }
    }

    private static Optional<Next> next(RecurrenceRule rule, Recurrence.From from, LocalDate start, LocalDate bought) {
        var occurrences = rule.iterator(date(start));
        int passed = 0;
        for (int i = 0; i < LOOKED_AT && occurrences.hasNext(); i++) {
            var day = day(occurrences.nextDateTime());
            if (day.isAfter(start) && !day.isBefore(bought)) {
                return rest(rule, passed).map(rest -> new Next(day, new Recurrence(rest, from)));
            }
            passed++;
        }
        return Optional.empty();
    }

    /** A rule that counts has as many less as have passed. */
    private static Optional<String> rest(RecurrenceRule rule, int passed) {
        if (rule.getCount() == null) {
            return Optional.of(rule.toString());
        }
        int left = rule.getCount() - passed;
        if (left <= 0) {
            return Optional.empty();
        }
        rule.setCount(left);
        return Optional.of(rule.toString());
    }

    private static RecurrenceRule parse(String rule) {
        try {
            return new RecurrenceRule(rule == null ? "" : rule, RfcMode.RFC5545_STRICT);
        } catch (InvalidRecurrenceRuleException | IllegalArgumentException e) {
            throw new IllegalArgumentException("must be an RRULE of RFC 5545, such as FREQ=WEEKLY;INTERVAL=2", e);
        }
    }

    private static DateTime date(LocalDate day) {
        return new DateTime(day.getYear(), day.getMonthValue() - 1, day.getDayOfMonth());
    }

    private static LocalDate day(DateTime date) {
        return LocalDate.of(date.getYear(), date.getMonth() + 1, date.getDayOfMonth());
    }

    /**
     * The next time.
     *
     * @param due the day
     * @param recurrence when it is wanted again after that
     */
    public record Next(LocalDate due, Recurrence recurrence) {}
}
