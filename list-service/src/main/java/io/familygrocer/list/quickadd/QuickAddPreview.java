package io.familygrocer.list.quickadd;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** What a text would add. */
public record QuickAddPreview(List<Entry> items) {

    /**
     * An item that would be added.
     *
     * @param amount null where none was understood
     * @param unit a symbol, or the word that was typed; null where there is none
     * @param dimension mass, volume, count or package; null where there is no unit
     * @param note null where there is nothing
     * @param text what is read as this item again, for a field in which it can be corrected
     */
    public record Entry(
            String name, BigDecimal amount, String unit, String dimension, String note, boolean checked, String text) {

        static Entry of(QuickAddItem item, List<String> languages) {
            var dimension = item.dimension(languages);
            return new Entry(
                    item.name(),
                    item.amount(),
                    item.unit(),
                    dimension == null ? null : dimension.name().toLowerCase(Locale.ROOT),
                    item.note(),
                    item.checked(),
                    item.text(languages));
        }
    }
}
