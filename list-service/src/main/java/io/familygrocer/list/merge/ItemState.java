package io.familygrocer.list.merge;

import java.math.BigDecimal;
import java.util.UUID;

/**
 * An item as the merge rules see it. Immutable.
 *
 * @param listId the list that it is on
 * @param name never null once the item exists
 * @param amount null where none was said
 * @param unit null where none was said
 * @param note null where none was said
 * @param category slug of the aisle; null where unknown
 * @param checked whether it is in the trolley
 * @param addedBy the person who put it on the list
 * @param checkedBy the person who checked it; null while it is open
 * @param removed whether it is gone: a tombstone
 * @param clocks when each field was last written
 * @param touches who last gave it content
 */
public record ItemState(
        UUID listId,
        String name,
        BigDecimal amount,
        String unit,
        String note,
        String category,
        boolean checked,
        UUID addedBy,
        UUID checkedBy,
        boolean removed,
        Clocks<ItemField> clocks,
        Touches touches) {

    /** An item that nobody has written yet. */
    public static ItemState unwritten() {
        return new ItemState(
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                true,
                Clocks.none(ItemField.class),
                Touches.NONE);
    }

    ItemState write(ItemField field, Object value, Author author) {
        var c = clocks.with(field, author.at());
        return switch (field) {
            case LIST ->
                new ItemState(
                        (UUID) value,
                        name,
                        amount,
                        unit,
                        note,
                        category,
                        checked,
                        addedBy,
                        checkedBy,
                        removed,
                        c,
                        touches);
            case NAME ->
                new ItemState(
                        listId,
                        (String) value,
                        amount,
                        unit,
                        note,
                        category,
                        checked,
                        addedBy,
                        checkedBy,
                        removed,
                        c,
                        touches);
            case AMOUNT ->
                new ItemState(
                        listId,
                        name,
                        (BigDecimal) value,
                        unit,
                        note,
                        category,
                        checked,
                        addedBy,
                        checkedBy,
                        removed,
                        c,
                        touches);
            case UNIT ->
                new ItemState(
                        listId,
                        name,
                        amount,
                        (String) value,
                        note,
                        category,
                        checked,
                        addedBy,
                        checkedBy,
                        removed,
                        c,
                        touches);
            case NOTE ->
                new ItemState(
                        listId,
                        name,
                        amount,
                        unit,
                        (String) value,
                        category,
                        checked,
                        addedBy,
                        checkedBy,
                        removed,
                        c,
                        touches);
            case CATEGORY ->
                new ItemState(
                        listId,
                        name,
                        amount,
                        unit,
                        note,
                        (String) value,
                        checked,
                        addedBy,
                        checkedBy,
                        removed,
                        c,
                        touches);
            case CHECKED ->
                new ItemState(
                        listId,
                        name,
                        amount,
                        unit,
                        note,
                        category,
                        (Boolean) value,
                        addedBy,
                        (Boolean) value ? author.personId() : null,
                        removed,
                        c,
                        touches);
        };
    }

    ItemState withAmount(BigDecimal value) {
        return new ItemState(
                listId, name, value, unit, note, category, checked, addedBy, checkedBy, removed, clocks, touches);
    }

    ItemState added(Author author) {
        return new ItemState(
                listId,
                name,
                amount,
                unit,
                note,
                category,
                checked,
                author.personId(),
                checkedBy,
                false,
                clocks,
                touches);
    }

    ItemState touched(Author author) {
        return new ItemState(
                listId,
                name,
                amount,
                unit,
                note,
                category,
                checked,
                addedBy,
                checkedBy,
                removed,
                clocks,
                touches.and(author.revision(), author.at().client()));
    }

    /** This item as a tombstone. */
    public ItemState gone() {
        return new ItemState(
                listId, name, amount, unit, note, category, checked, addedBy, checkedBy, true, clocks, touches);
    }
}
