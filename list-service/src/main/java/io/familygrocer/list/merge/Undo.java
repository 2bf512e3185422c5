package io.familygrocer.list.merge;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The rules by which a change is taken back: a mutation like any other, which writes what was there before, where
 * nobody has written since. What was done in between by others stands, and is named. Pure functions.
 */
public final class Undo {

    private Undo() {}

    /**
     * A change to be taken back.
     *
     * @param before how the document was; {@code removed} where it was not there
     * @param after how it was afterwards
     * @param at the stamp of the change
     * @param revision the family's revision of the change
     * @param <S> the document's state
     */
    public record Done<S>(S before, S after, Stamp at, long revision) {}

    /**
     * What an item becomes when a change to it is undone.
     *
     * <ul>
     *   <li>What was added goes, unless another gave it content since.
     *   <li>What was removed comes back as it was, unless it is back already.
     *   <li>A field gets its old value, unless it was written since; an amount gets the difference, as a counter does.
     * </ul>
     */
    public static Merged<ItemState> item(ItemState now, Done<ItemState> done, Author author) {
        if (done.before().removed()) {
            return done.after().removed() ? Merged.applied(now) : ItemMerge.remove(now, done.revision(), author);
        }
        if (done.after().removed()) {
            return now.removed() ? Merged.applied(now.back(author)) : stands(now);
        }
        return now.removed() ? stands(now) : fields(now, done, author);
    }

    /** What a list becomes when a change to it is undone; as for an item. */
    public static Merged<ListState> list(
            ListState now, Done<ListState> done, long itemsTouchedByOthers, Author author) {
        if (done.before().removed()) {
            return done.after().removed()
                    ? Merged.applied(now)
                    : now.remove(done.revision(), itemsTouchedByOthers, author);
        }
        if (done.after().removed()) {
            return now.removed()
                    ? Merged.applied(now.back(author))
                    : new Merged<>(now, now.clocks().of(ListField.NAME));
        }
        ListState next = now;
        Optional<Stamp> newer = Optional.empty();
        for (var field : EnumSet.allOf(ListField.class)) {
            Object before = done.before().registers().get(field);
            if (!Objects.equals(before, done.after().registers().get(field))) {
                if (isStillThat(now.clocks(), field, done.at())) {
                    next = next.write(field, before, author);
                } else {
                    newer = now.clocks().of(field);
                }
            }
        }
        return new Merged<>(next, newer);
    }

    /** The registers that a change gave another value. */
    public static Set<ItemField> changed(ItemState before, ItemState after) {
        var changed = EnumSet.noneOf(ItemField.class);
        for (var field : ItemField.values()) {
            if (!same(before.registers().get(field), after.registers().get(field))) {
                changed.add(field);
            }
        }
        return changed;
    }

    private static Merged<ItemState> fields(ItemState now, Done<ItemState> done, Author author) {
        ItemState next = now;
        Optional<Stamp> newer = Optional.empty();
        for (var field : changed(done.before(), done.after())) {
            if (field == ItemField.AMOUNT) {
                if (isStillCountedOn(now, done)) {
                    next = next.withAmount(back(now.amount(), done));
                } else {
                    newer = now.clocks().of(field).or(() -> now.clocks().of(ItemField.UNIT));
                }
            } else if (isStillThat(now.clocks(), field, done.at())) {
                next = next.write(field, done.before().registers().get(field), author);
            } else {
                newer = now.clocks().of(field);
            }
        }
        if (done.before().askedAt() != null && done.after().askedAt() == null && next.askedAt() == null) {
            next = next.asking(author.revision());
        }
        boolean content = !next.equals(now);
        return new Merged<>(content ? next.touched(author) : now, newer);
    }

    /** A difference means something only where the amount was not set to another since, and counts the same unit. */
    private static boolean isStillCountedOn(ItemState now, Done<ItemState> done) {
        return same(now.unit(), done.after().unit())
                && (same(now.amount(), done.after().amount())
                        || isStillThat(now.clocks(), ItemField.AMOUNT, done.at()));
    }

    private static BigDecimal back(BigDecimal now, Done<ItemState> done) {
        var before = done.before().amount();
        var after = done.after().amount();
        if (same(now, after)) {
            return before;
        }
        var difference = zero(before).subtract(zero(after));
        return zero(now).add(difference);
    }

    private static BigDecimal zero(BigDecimal amount) {
        return amount == null ? BigDecimal.ZERO : amount;
    }

    /** Nobody has written it since: its stamp is the one of the change, or none is known. */
    private static <F extends Enum<F>> boolean isStillThat(Clocks<F> clocks, F field, Stamp at) {
        return clocks.of(field).map(stamp -> stamp.compareTo(at) <= 0).orElse(true);
    }

    /** 2.0 and 2 are one amount. */
    private static boolean same(Object one, Object other) {
        return one instanceof BigDecimal a && other instanceof BigDecimal b
                ? a.compareTo(b) == 0
                : Objects.equals(one, other);
    }

    private static Merged<ItemState> stands(ItemState now) {
        return new Merged<>(now, now.clocks().of(ItemField.NAME));
    }
}
