package io.familygrocer.list.recurrence;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import io.familygrocer.list.merge.Author;
import io.familygrocer.list.merge.ItemField;
import io.familygrocer.list.merge.ItemMerge;
import io.familygrocer.list.merge.ItemState;

/**
 * What becomes of an item's next occurrence when the item is checked or opened again. The next occurrence is an item of
 * its own, whose id follows from the id of the one before: a checked item never comes back by itself, and checking it
 * twice, on two phones or once more after a mistake, makes no second one. Pure functions.
 */
public final class Recurrences {

    private Recurrences() {}

    /** The id of the occurrence after this one. */
    public static UUID nextOf(UUID itemId) {
        return UUID.nameUUIDFromBytes((itemId + "/next").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The next occurrence after a change of this one.
     *
     * @param before this occurrence before the change
     * @param after this occurrence now
     * @param next the next one as it is; {@link ItemState#unwritten()} where there is none
     * @return the next one as it has to be: there once this one is checked, gone where this one is open again and nobody
     *     has given the next one content since
     */
    public static ItemState after(ItemState before, ItemState after, ItemState next, Author author) {
        boolean checked = !after.removed() && after.checked() && !before.checked();
        boolean opened = !after.removed() && !after.checked() && before.checked();
        if (checked && next.removed() && after.recurrence() != null) {
            return occurrence(after, next, author);
        }
        boolean untouched = Objects.equals(
                        next.clocks().of(ItemField.DUE), next.clocks().of(ItemField.NAME))
                && Objects.equals(
                        next.clocks().of(ItemField.AMOUNT), next.clocks().of(ItemField.NAME))
                && !next.checked();
        return opened && !next.removed() && untouched ? next.gone() : next;
    }

    private static ItemState occurrence(ItemState done, ItemState next, Author author) {
        var due = (LocalDate) done.registers().get(ItemField.DUE);
        var bought = LocalDate.ofInstant(Instant.ofEpochMilli(author.at().millis()), ZoneOffset.UTC);
        return Rules.next(done.recurrence(), due, bought)
                .map(found -> ItemMerge.set(next, fields(done, found), author).state())
                .orElse(next);
    }

    /** Everything about it but what was so on the last shopping trip only. */
    private static Map<ItemField, Object> fields(ItemState done, Rules.Next next) {
        var fields = new EnumMap<ItemField, Object>(ItemField.class);
        for (var field : ItemField.values()) {
            fields.put(
                    field,
                    ItemField.SHOPPING.contains(field) ? null : done.registers().get(field));
        }
        fields.put(ItemField.CHECKED, false);
        fields.put(ItemField.DUE, next.due());
        fields.put(ItemField.RECURRENCE, next.recurrence());
        fields.keySet()
                .removeIf(field ->
                        fields.get(field) == null && !ItemField.SHOPPING.contains(field) && field != ItemField.AMOUNT);
        return fields;
    }
}
