package io.familygrocer.list.quickadd;

import java.math.BigDecimal;
import java.util.List;

import io.familygrocer.list.unit.Dimension;

/**
 * What somebody wants, as it was typed.
 *
 * @param name never blank, at most 200 characters
 * @param amount more than 0, at most 9 digits before and 3 after the point; null where none was understood
 * @param unit a symbol such as {@code kg}, or the word that was typed, such as {@code Dosen}; null where there is none
 * @param note what belongs to the item and is neither; null where there is nothing
 * @param checked whether it was ticked off in what was pasted
 */
public record QuickAddItem(String name, BigDecimal amount, String unit, String note, boolean checked) {

    private static final int MAX_NAME = 200;

    /** An item from its parts; the end of a name that is too long goes on in the note. */
    static QuickAddItem of(String name, Quantity quantity, List<String> notes, boolean checked) {
        var all = new java.util.ArrayList<>(notes);
        String fitting = name;
        if (name.codePointCount(0, name.length()) > MAX_NAME) {
            int end = name.offsetByCodePoints(0, MAX_NAME);
            int space = name.lastIndexOf(' ', end);
            int cut = space > 0 ? space : end;
            fitting = name.substring(0, cut);
            all.addFirst("… " + name.substring(cut).strip());
        }
        if (quantity != null) {
            all.addAll(quantity.notes());
        }
        return new QuickAddItem(
                fitting,
                quantity == null ? null : plain(quantity.amount()),
                quantity == null ? null : quantity.unitText(),
                all.isEmpty() ? null : balanced(String.join("; ", all)),
                checked);
    }

    /** The same with an amount that was said after it. */
    QuickAddItem with(Quantity quantity) {
        return of(name, quantity, note == null ? List.of() : List.of(note), checked);
    }

    /**
     * Text that is read as this item again, under the same hints.
     *
     * @param languages the hints
     */
    public String text(List<String> languages) {
        String plain = text(name);
        return QuickAdd.parse(plain, languages).equals(List.of(this)) ? plain : text(Opaque.quote(name));
    }

    private String text(String shownName) {
        var text = new StringBuilder(checked ? "[x] " : "");
        if (amount != null) {
            text.append(unambiguous(amount)).append(' ');
        }
        if (unit != null) {
            text.append(unit).append(' ');
        }
        text.append(shownName);
        if (note != null) {
            text.append(" (").append(note).append(')');
        }
        return text.toString();
    }

    /** Three digits after the only point could be thousands; four could not. */
    private static String unambiguous(BigDecimal amount) {
        return amount.toPlainString() + (amount.scale() == 3 && amount.compareTo(BigDecimal.ONE) > 0 ? "0" : "");
    }

    private static BigDecimal plain(BigDecimal amount) {
        var stripped = amount.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static String balanced(String note) {
        int depth = 0;
        int lowest = 0;
        for (char c : note.toCharArray()) {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            lowest = Math.min(lowest, depth);
        }
        return depth == 0 && lowest == 0 ? note : note.replace('(', '[').replace(')', ']');
    }

    /** What the unit measures; null where there is none. */
    Dimension dimension(List<String> languages) {
        return unit == null
                ? null
                : Vocabulary.of(languages)
                        .unit(unit)
                        .map(match -> match.meaning().dimension())
                        .orElse(null);
    }
}
