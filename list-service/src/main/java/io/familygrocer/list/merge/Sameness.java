package io.familygrocer.list.merge;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.familygrocer.list.unit.Unit;
import io.familygrocer.list.unit.Units;

/**
 * Which items are the same thing, and what a second one of it comes to. Two people who write down milk want one line
 * with the sum. Only what is created is folded, into what was there before: two items that have lived side by side
 * stay two, whatever they are renamed to.
 */
public final class Sameness {

    /** What the column takes: 12 digits, 3 of them after the point. */
    private static final int DECIMALS = 3;

    private static final BigDecimal LARGEST = new BigDecimal("999999999.999");

    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");

    /** What the first one says of these stands; amounts are added and not overwritten. */
    private static final Set<ItemField> STAY =
            EnumSet.of(ItemField.LIST, ItemField.NAME, ItemField.AMOUNT, ItemField.UNIT, ItemField.CHECKED);

    private Sameness() {}

    /** The form of a name in which it is compared: without regard to case, width and white space. */
    public static String key(String name) {
        String compatible = Normalizer.normalize(name, Normalizer.Form.NFKC);
        return SPACE.matcher(compatible).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    }

    /**
     * What {@code there} becomes when {@code created} is the same thing on the same list: its amount is added, in the
     * unit of what was there where that is exact; of the rest the newest says, and what nobody said is filled in.
     *
     * <p>What is checked, gone or waits for an adult's yes is never folded.
     *
     * @return empty where they are two things
     */
    public static Optional<ItemState> fold(ItemState there, ItemState created, Author author) {
        if (!open(there) || !open(created) || !sameThing(there, created)) {
            return Optional.empty();
        }
        return sum(there, created).map(sum -> {
            ItemState next = there;
            for (var entry : created.registers().entrySet()) {
                var field = entry.getKey();
                boolean unsaid = !next.registers().containsKey(field);
                if (!STAY.contains(field) && (unsaid || next.clocks().isNewest(field, author.at()))) {
                    next = next.write(field, entry.getValue(), author);
                }
            }
            if (sum.unit() != null && !sum.unit().equals(next.unit())) {
                next = next.write(ItemField.UNIT, sum.unit(), author);
            }
            return next.withAmount(sum.amount()).touched(author);
        });
    }

    private static boolean open(ItemState item) {
        return !item.removed() && !item.checked() && item.askedAt() == null;
    }

    private static boolean sameThing(ItemState one, ItemState other) {
        boolean sameProduct = one.productId() != null && one.productId().equals(other.productId());
        return one.listId().equals(other.listId())
                && (sameProduct || key(one.name()).equals(key(other.name())));
    }

    /** Empty where the units do not fit each other, or the sum does not fit the column. */
    private static Optional<Quantity> sum(ItemState there, ItemState created) {
        var one = new Quantity(there.amount(), there.unit());
        var other = new Quantity(created.amount(), created.unit());
        return one.plus(other)
                .or(() -> other.plus(one))
                .filter(sum -> sum.amount() == null || sum.amount().abs().compareTo(LARGEST) <= 0);
    }

    /** How much of something; null where nothing was said. */
    private record Quantity(BigDecimal amount, String unit) {

        /** The sum in this one's unit; empty where that is not exact. */
        Optional<Quantity> plus(Quantity other) {
            if (other.amount == null && other.unit == null) {
                return Optional.of(this);
            }
            if (amount == null && unit == null) {
                return Optional.of(other);
            }
            if (unit == null || other.unit == null) {
                return unit == null && other.unit == null
                        ? Optional.of(new Quantity(added(other.amount), null))
                        : Optional.empty();
            }
            if (key(unit).equals(key(other.unit))) {
                return Optional.of(new Quantity(added(other.amount), unit));
            }
            return converted(other).map(theirs -> new Quantity(added(theirs), unit));
        }

        private BigDecimal added(BigDecimal more) {
            if (amount == null || more == null) {
                return amount == null ? more : amount;
            }
            return amount.add(more).setScale(DECIMALS);
        }

        private Optional<BigDecimal> converted(Quantity other) {
            var mine = known(unit);
            var theirs = known(other.unit);
            if (mine.isEmpty() || theirs.isEmpty() || !Units.convertible(theirs.get(), mine.get())) {
                return Optional.empty();
            }
            return Units.convert(other.amount == null ? BigDecimal.ZERO : other.amount, theirs.get(), mine.get())
                    .filter(exact -> exact.stripTrailingZeros().scale() <= DECIMALS)
                    .map(exact -> exact.setScale(DECIMALS));
        }

        private static Optional<Unit> known(String unit) {
            return Units.code(unit).or(() -> Units.find(unit, List.of()));
        }
    }
}
