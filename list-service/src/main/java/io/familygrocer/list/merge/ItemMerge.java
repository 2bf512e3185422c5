package io.familygrocer.list.merge;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * The merge rules for items, as the sync contract states them: pure functions from a state and a mutation to a state.
 * The server calls them in the family's order; they decide by stamps and by what the writer had seen, not by arrival.
 */
public final class ItemMerge {

    private ItemMerge() {}

    /**
     * {@code item.set}: each field is a register, the newest stamp wins. A name or an amount brings a removed item back
     * (add wins); anything else about it does not.
     *
     * <p>What an author adds who {@link Author#asks() asks} waits for an adult's yes. So does what they have added and
     * rename: the yes was to another thing.
     */
    public static Merged<ItemState> set(ItemState item, Map<ItemField, Object> fields, Author author) {
        ItemState next = item;
        Optional<Stamp> newer = Optional.empty();
        boolean content = false;
        boolean named = false;
        for (var entry : fields.entrySet()) {
            var field = entry.getKey();
            if (field == ItemField.CHECKED) {
                next = boughtTwice(next, entry.getValue(), author);
            }
            if (next.clocks().isNewest(field, author.at())) {
                next = next.write(field, entry.getValue(), author);
                content |= ItemField.CONTENT.contains(field);
                named |= field == ItemField.NAME;
            } else {
                newer = next.clocks().of(field);
            }
        }
        if (content) {
            boolean asksAgain = named && author.asks() && author.personId().equals(next.addedBy());
            if (next.removed()) {
                next = next.added(author);
            } else if (asksAgain) {
                next = next.asking(author.revision());
            }
            next = next.touched(author);
        }
        return new Merged<>(next, newer);
    }

    /**
     * Two people who check the same item have both bought it, in whichever order that is heard: the later check stands, and
     * that there was another is kept, unless somebody has taken that away since. Opening the item again takes it away with
     * the check. It is no register but what was heard: its clock is that of the last who took it away.
     */
    private static ItemState boughtTwice(ItemState item, Object checked, Author author) {
        boolean newest = item.clocks().isNewest(ItemField.CHECKED, author.at());
        if (!Boolean.TRUE.equals(checked)) {
            return newest ? item.boughtTwice(null) : item;
        }
        boolean another = item.checked()
                && !item.removed()
                && item.checkedBy() != null
                && !item.checkedBy().equals(author.personId());
        return another && item.clocks().isNewest(ItemField.BOUGHT_TWICE, author.at())
                ? item.boughtTwice(newest ? item.checkedBy() : author.personId())
                : item;
    }

    /** {@code item.adjust}: a counter, deltas always add up; no amount counts as none, so the first delta is the amount. */
    public static Merged<ItemState> adjust(ItemState item, BigDecimal by, Author author) {
        var amount = item.amount() == null ? by : item.amount().add(by);
        ItemState next = item.removed() ? item.added(author) : item;
        return Merged.applied(next.withAmount(amount).touched(author));
    }

    /**
     * {@code item.approve}: says yes to what the client saw at revision {@code seen}. It is decided by what was seen and
     * not by stamps: the clock of a child's phone may run ahead, and a yes to one thing is none to another that has
     * taken its place since. What waits for no yes stays as it is. A no is {@code item.remove}.
     */
    public static Merged<ItemState> approve(ItemState item, long seen) {
        if (item.askedAt() == null || item.removed()) {
            return Merged.applied(item);
        }
        return item.askedAt() > seen
                ? new Merged<>(item, item.clocks().of(ItemField.NAME))
                : Merged.applied(item.asking(null));
    }

    /**
     * {@code item.remove}: removes what the client saw at revision {@code seen}; content that another client gave it
     * after that keeps it.
     */
    public static Merged<ItemState> remove(ItemState item, long seen, Author author) {
        boolean unseen = item.touches().byOthersThan(author.at().client()) > seen;
        if (unseen && !item.removed()) {
            return new Merged<>(item, item.clocks().of(ItemField.NAME));
        }
        return Merged.applied(item.removed() ? item : item.gone());
    }
}
