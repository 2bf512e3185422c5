package io.familygrocer.list.merge;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

/**
 * An item as the merge rules see it. Immutable.
 *
 * @param registers what each field says; a field that says nothing is not in it
 * @param addedBy the person who put it on the list
 * @param checkedBy the person who checked it; null while it is open
 * @param removed whether it is gone: a tombstone
 * @param askedAt the family's revision at which a child asked an adult for a yes; null where none is waited for
 * @param clocks when each field was last written
 * @param touches who last gave it content
 */
public record ItemState(
        Map<ItemField, Object> registers,
        UUID addedBy,
        UUID checkedBy,
        boolean removed,
        Long askedAt,
        Clocks<ItemField> clocks,
        Touches touches) {

    /** Takes registers as they are; null values say nothing. */
    public ItemState {
        var said = new EnumMap<ItemField, Object>(ItemField.class);
        registers.forEach((field, value) -> {
            if (value != null) {
                said.put(field, value);
            }
        });
        registers = Collections.unmodifiableMap(said);
    }

    /** An item that nobody has written yet. */
    public static ItemState unwritten() {
        return new ItemState(Map.of(), null, null, true, null, Clocks.none(ItemField.class), Touches.NONE);
    }

    /** The list that it is on; null before it was written. */
    public UUID listId() {
        return (UUID) registers.get(ItemField.LIST);
    }

    /** What to buy; null before it was written. */
    public String name() {
        return (String) registers.get(ItemField.NAME);
    }

    /** How much of it; null where none was said. */
    public BigDecimal amount() {
        return (BigDecimal) registers.get(ItemField.AMOUNT);
    }

    /** What the amount counts; null where none was said. */
    public String unit() {
        return (String) registers.get(ItemField.UNIT);
    }

    /** What else to know; null where none was said. */
    public String note() {
        return (String) registers.get(ItemField.NOTE);
    }

    /** Slug of the aisle; null where unknown. */
    public String category() {
        return (String) registers.get(ItemField.CATEGORY);
    }

    /** The catalog's product; null where unknown. */
    public String productId() {
        return (String) registers.get(ItemField.PRODUCT_ID);
    }

    /** Who gets it; null for anybody. */
    public UUID assignedTo() {
        return (UUID) registers.get(ItemField.ASSIGNED_TO);
    }

    /** When it is wanted again; null where it is not. */
    public Recurrence recurrence() {
        return (Recurrence) registers.get(ItemField.RECURRENCE);
    }

    /** Whether it is in the trolley. */
    public boolean checked() {
        return Boolean.TRUE.equals(registers.get(ItemField.CHECKED));
    }

    ItemState write(ItemField field, Object value, Author author) {
        UUID checker = checkedBy;
        if (field == ItemField.CHECKED) {
            checker = Boolean.TRUE.equals(value) ? author.personId() : null;
        }
        return new ItemState(
                with(field, value), addedBy, checker, removed, askedAt, clocks.with(field, author.at()), touches);
    }

    ItemState withAmount(BigDecimal value) {
        return new ItemState(with(ItemField.AMOUNT, value), addedBy, checkedBy, removed, askedAt, clocks, touches);
    }

    /** This item with somebody who has bought it, too; null for nobody. */
    ItemState boughtTwice(UUID personId) {
        return new ItemState(
                with(ItemField.BOUGHT_TWICE, personId), addedBy, checkedBy, removed, askedAt, clocks, touches);
    }

    /** This item, put onto the list by the author: whether it needs a yes begins anew. */
    ItemState added(Author author) {
        Long asked = author.asks() ? author.revision() : null;
        return new ItemState(registers, author.personId(), checkedBy, false, asked, clocks, touches);
    }

    /** This item with a yes waited for since a revision; null for none. */
    ItemState asking(Long since) {
        return new ItemState(registers, addedBy, checkedBy, removed, since, clocks, touches);
    }

    ItemState touched(Author author) {
        var touched = touches.and(author.revision(), author.at().client());
        return new ItemState(registers, addedBy, checkedBy, removed, askedAt, clocks, touched);
    }

    /** This item as a tombstone. */
    public ItemState gone() {
        return new ItemState(registers, addedBy, checkedBy, true, askedAt, clocks, touches);
    }

    /** This tombstone as the item that it was, with all that it said; whether it needs a yes begins anew. */
    ItemState back(Author author) {
        Long asked = author.asks() ? Long.valueOf(author.revision()) : askedAt;
        return new ItemState(registers, addedBy, checkedBy, false, asked, clocks, touches).touched(author);
    }

    private Map<ItemField, Object> with(ItemField field, Object value) {
        var more = new EnumMap<ItemField, Object>(ItemField.class);
        more.putAll(registers);
        more.put(field, value);
        return more;
    }
}
