package io.familygrocer.list.quickadd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads shopping lists as people type and paste them: {@code 2 kg apples, milk; 3x yoghurt 500g}. Nothing typed is lost:
 * what is not understood stays in the name. Pure functions; they never fail, and take time linear in the lines.
 */
public final class QuickAdd {

    /** Beyond it nobody counts up what they want; it would take time quadratic in the length. */
    private static final int LONGEST_SENTENCE = 300;

    private static final int MOST_CELLS = 10;

    private QuickAdd() {}

    /**
     * The items of a text, in its order.
     *
     * @param text lines, bullets, numbering, check boxes; commas, semicolons
     * @param languages hints, as tags of BCP 47, the likeliest first; they decide where a word is of several languages
     */
    public static List<QuickAddItem> parse(String text, List<String> languages) {
        var words = Vocabulary.of(languages);
        var items = new ArrayList<QuickAddItem>();
        for (var line : Line.of(text)) {
            for (String segment : line.segments()) {
                items.addAll(segment(segment, line, words));
            }
        }
        return List.copyOf(items);
    }

    /** One item from one line, whose commas belong to it; empty where there is nothing but punctuation. */
    public static Optional<QuickAddItem> item(String line, List<String> languages) {
        return ItemReader.read(Line.clean(line).strip(), false, Vocabulary.of(languages));
    }

    /** The amount and unit that a text is, with a blank name; empty where it is anything else or more. */
    public static Optional<QuickAddItem> quantity(String text, List<String> languages) {
        return ItemReader.quantity(Line.clean(text).strip(), Vocabulary.of(languages))
                .map(quantity -> QuickAddItem.of("", quantity, List.of(), false));
    }

    private static List<QuickAddItem> segment(String segment, Line line, Vocabulary words) {
        if (line.cells().size() > 1 && line.cells().size() <= MOST_CELLS) {
            var row = row(line, words);
            if (row.isPresent()) {
                return List.of(row.get());
            }
        }
        var parts = Line.atCommas(segment);
        if (line.bulleted()) {
            return bulleted(segment, parts, line.checked(), words);
        }
        var items = new ArrayList<QuickAddItem>();
        for (String part : parts) {
            var before = items.isEmpty() || items.getLast().amount() != null
                    ? Optional.<Quantity>empty()
                    : ItemReader.quantity(part, words).filter(Quantity::canFollow);
            if (before.isPresent()) {
                items.add(items.removeLast().with(before.get()));
            } else {
                atAnd(part, words)
                        .forEach(one ->
                                ItemReader.read(one, line.checked(), words).ifPresent(items::add));
            }
        }
        return items;
    }

    /** A line of a list is one item; of its commas only one before an amount is not part of the name. */
    private static List<QuickAddItem> bulleted(String segment, List<String> parts, boolean checked, Vocabulary words) {
        if (parts.size() > 1) {
            var quantity = ItemReader.quantity(parts.getLast(), words).filter(Quantity::canFollow);
            String name = segment.substring(0, segment.lastIndexOf(','));
            var item = ItemReader.read(name.strip(), checked, words);
            if (quantity.isPresent() && item.isPresent() && item.get().amount() == null) {
                return List.of(item.get().with(quantity.get()));
            }
        }
        return ItemReader.read(segment, checked, words).stream().toList();
    }

    /** A row of a table: the cell that is an amount is one, the first other is the name, and the rest are notes. */
    private static Optional<QuickAddItem> row(Line line, Vocabulary words) {
        var cells = new ArrayList<>(line.cells());
        for (int i = 0; i < cells.size(); i++) {
            for (int width = Math.min(2, cells.size() - i); width > 0; width--) {
                var quantity = ItemReader.quantity(String.join(" ", cells.subList(i, i + width)), words);
                if (quantity.isPresent() && cells.size() > width) {
                    cells.subList(i, i + width).clear();
                    return named(cells, quantity.get(), line.checked(), words);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<QuickAddItem> named(
            List<String> cells, Quantity quantity, boolean checked, Vocabulary words) {
        var name = ItemReader.read(cells.getFirst(), checked, words);
        if (name.isEmpty() || name.get().amount() != null) {
            return Optional.empty();
        }
        var item = name.get().with(quantity);
        var notes = new ArrayList<>(cells.subList(1, cells.size()));
        if (item.note() != null) {
            notes.add(item.note());
        }
        return Optional.of(QuickAddItem.of(item.name(), quantityOnly(quantity), notes, checked));
    }

    private static Quantity quantityOnly(Quantity quantity) {
        return new Quantity(
                quantity.amount(),
                quantity.unit(),
                quantity.unitText(),
                quantity.form(),
                List.of(),
                quantity.next(),
                quantity.start(),
                quantity.end());
    }

    /** "2 apples and 3 pears" are two items; "salt and pepper" is what it is. */
    private static List<String> atAnd(String part, Vocabulary words) {
        if (part.length() > LONGEST_SENTENCE) {
            return List.of(part);
        }
        var opaque = Opaque.in(part);
        for (int space = part.indexOf(' '); space > 0; space = part.indexOf(' ', space + 1)) {
            int end = part.indexOf(' ', space + 1);
            if (end > 0 && !inside(opaque, space) && words.is(Vocabulary.Kind.AND, part.substring(space + 1, end))) {
                String before = part.substring(0, space);
                String after = part.substring(end + 1);
                if (ItemReader.namesSomething(before, words) && ItemReader.namesSomething(after, words)) {
                    var all = new ArrayList<String>();
                    all.add(before);
                    all.addAll(atAnd(after, words));
                    return all;
                }
            }
        }
        return List.of(part);
    }

    private static boolean inside(List<Opaque> opaque, int i) {
        return opaque.stream().anyMatch(part -> part.start() <= i && i < part.end());
    }
}
