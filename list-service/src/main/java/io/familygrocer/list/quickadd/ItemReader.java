package io.familygrocer.list.quickadd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.familygrocer.list.quickadd.Quantity.Form;
import io.familygrocer.list.quickadd.Token.Kind;
import io.familygrocer.list.unit.Unit;

/** Reads one item: a quantity before or after a name, and notes. Used once. */
final class ItemReader {

    private static final int LONG_WORD = 3;
    private static final int LONGEST_QUANTITY = 12;

    private final String line;
    private final Vocabulary words;
    private final List<Token> tokens;
    private final List<Token> plain;
    private final List<String> notes = new ArrayList<>();
    private final List<int[]> taken = new ArrayList<>();

    /** For one line, or part of one, with single spaces. */
    ItemReader(String line, Vocabulary words) {
        this.line = line;
        this.words = words;
        this.tokens = Token.of(line, words);
        this.plain = withoutNotes();
    }

    /** The item that a text names; empty where nothing but punctuation is in it. */
    static Optional<QuickAddItem> read(String text, boolean checked, Vocabulary words) {
        return new ItemReader(text, words).item(checked);
    }

    /** The quantity that a text is, wholly. */
    static Optional<Quantity> quantity(String text, Vocabulary words) {
        var reader = new ItemReader(text, words);
        if (reader.plain.size() != reader.tokens.size()) {
            return Optional.empty();
        }
        return reader.quantity(0)
                .filter(quantity -> quantity.next() == reader.plain.size())
                .filter(quantity -> quantity.form() != Form.WORDS
                        || quantity.amount().scale() > 0
                        || !words.is(Vocabulary.Kind.ARTICLE, text));
    }

    /** Whether a text begins with a quantity and goes on with a name. */
    static boolean namesSomething(String text, Vocabulary words) {
        var reader = new ItemReader(text, words);
        return reader.quantity(0)
                .filter(quantity -> hasContent(text.substring(quantity.end())))
                .isPresent();
    }

    /** Whether a text has more than punctuation. */
    static boolean hasContent(String text) {
        return text.codePoints()
                .anyMatch(c -> Character.isLetterOrDigit(c) || Character.getType(c) == Character.OTHER_SYMBOL);
    }

    private Optional<QuickAddItem> item(boolean checked) {
        if (!hasContent(line)) {
            return Optional.empty();
        }
        var quantity = combine(quantity(0), trailing());
        quantity = quantity.or(this::inParentheses);
        for (var token : tokens) {
            if (token.is(Kind.NOTE) && taken.stream().noneMatch(range -> range[0] == token.start())) {
                take(token.start(), token.end());
                String note = Opaque.inside(token.text()).strip();
                if (!note.isEmpty()) {
                    notes.add(note);
                }
            }
        }
        String name = name();
        if (hasContent(name)) {
            return Optional.of(QuickAddItem.of(name, quantity.orElse(null), notes, checked));
        }
        return Optional.of(nameless(quantity.orElse(null), checked));
    }

    /** "2 rolls" names rolls; a text such as "2 kg" is kept as it is. */
    private QuickAddItem nameless(Quantity quantity, boolean checked) {
        Unit unit = quantity == null ? null : quantity.unit();
        if (unit != null && !unit.measures()) {
            var counted = new Quantity(
                    quantity.amount(),
                    null,
                    null,
                    quantity.form(),
                    quantity.notes(),
                    quantity.next(),
                    quantity.start(),
                    quantity.end());
            return QuickAddItem.of(quantity.unitText(), counted, notes, checked);
        }
        return QuickAddItem.of(line, null, List.of(), checked);
    }

    private Optional<Quantity> quantity(int from) {
        return new QuantityReader(line, plain, words, from).read();
    }

    private Optional<Quantity> trailing() {
        for (int from = Math.max(1, plain.size() - LONGEST_QUANTITY); from < plain.size(); from++) {
            if (plain.get(from).spaced()) {
                var quantity = quantity(from)
                        .filter(found -> found.next() == plain.size())
                        .filter(this::canTrail);
                if (quantity.isPresent()) {
                    return quantity;
                }
            }
        }
        return Optional.empty();
    }

    private boolean canTrail(Quantity quantity) {
        int from = 0;
        while (plain.get(from).start() < quantity.start()) {
            from++;
        }
        var before = plain.get(from - 1);
        if (before.isMark(",")) {
            return false;
        }
        boolean introduced = before.isMark(":=–—-");
        boolean designated = words.is(Vocabulary.Kind.BEFORE, before.text());
        return switch (quantity.form()) {
            case UNIT -> quantity.measures() || !designated;
            case TIMES -> !designated;
            case WORDS -> quantity.amount().intValue() > 2 && before.text().length() >= LONG_WORD;
            case PLAIN -> introduced || (!designated && namesBefore(before) && isSmall(quantity));
        };
    }

    /** "eggs 12" are twelve; "flour 405", "WD 40" and "B 12" are names. */
    private static boolean namesBefore(Token before) {
        return before.is(Kind.QUOTED)
                || (before.is(Kind.WORD)
                        && before.text().length() >= LONG_WORD
                        && before.text().chars().allMatch(Character::isLetter)
                        && before.text().chars().anyMatch(Character::isLowerCase));
    }

    private static boolean isSmall(Quantity quantity) {
        return quantity.amount().precision() - quantity.amount().scale() <= 2;
    }

    /** Of two quantities the one that counts is the amount; the other is the size of each. */
    private Optional<Quantity> combine(Optional<Quantity> leading, Optional<Quantity> trailing) {
        var each = trailing.flatMap(this::eachBefore);
        if (each.isPresent() && leading.isEmpty()) {
            return Optional.empty();
        }
        if (leading.isEmpty() || trailing.isEmpty()) {
            leading.or(() -> trailing).ifPresent(this::take);
            return leading.or(() -> trailing);
        }
        var first = leading.get();
        var last = trailing.get();
        if (first.end() > last.start()) {
            take(first);
            return leading;
        }
        boolean sizeAfter = !first.measures() && last.measures() && last.form() == Form.UNIT;
        boolean countAfter = first.measures() && last.form() == Form.TIMES && last.unit() == null;
        take(first);
        if (sizeAfter || countAfter) {
            take(last);
            var size = sizeAfter ? last : first;
            each.ifPresent(word -> take(word.start(), word.end()));
            return Optional.of((sizeAfter ? first : last)
                    .and(each.map(word -> word.text() + " ").orElse("") + typed(size)));
        }
        return leading;
    }

    /** The à of "2 Dosen Tomaten à 400 g": what follows is no amount by itself. */
    private Optional<Token> eachBefore(Quantity quantity) {
        return plain.stream()
                .filter(token -> token.end() <= quantity.start())
                .reduce((first, second) -> second)
                .filter(token -> words.is(Vocabulary.Kind.EACH, token.text()));
    }

    private Optional<Quantity> inParentheses() {
        for (var token : tokens) {
            if (token.is(Kind.NOTE)) {
                var found = quantity(Opaque.inside(token.text()).strip(), words);
                if (found.isPresent()) {
                    take(token.start(), token.end());
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private void take(Quantity quantity) {
        take(quantity.start(), quantity.end());
    }

    private void take(int start, int end) {
        taken.add(new int[] {start, end});
    }

    /** A size without the "of" that may have followed it. */
    private String typed(Quantity size) {
        String text = line.substring(size.start(), size.end());
        int space = text.lastIndexOf(' ');
        return space > 0 && words.is(Vocabulary.Kind.LINK, text.substring(space + 1)) ? text.substring(0, space) : text;
    }

    private String name() {
        var rest = tokens.stream()
                .filter(token ->
                        taken.stream().noneMatch(range -> token.start() >= range[0] && token.end() <= range[1]))
                .toList();
        int first = 0;
        int last = rest.size();
        while (first < last && rest.get(first).isMark(":;,=.–—-") && apartAfter(rest, first)) {
            first++;
        }
        while (last > first && rest.get(last - 1).isMark(":;,=–—-") && apartBefore(rest, last - 1)) {
            last--;
        }
        rest = rest.subList(first, last);
        if (rest.size() == 1 && rest.getFirst().is(Kind.QUOTED)) {
            return Opaque.inside(rest.getFirst().text()).strip();
        }
        var name = new StringBuilder();
        for (int i = 0; i < rest.size(); i++) {
            boolean gap = i > 0
                    && line.substring(rest.get(i - 1).end(), rest.get(i).start())
                                    .length()
                            > 0;
            name.append(gap ? " " : "").append(rest.get(i).text());
        }
        return name.toString();
    }

    private static boolean apartAfter(List<Token> rest, int i) {
        return rest.get(i).isMark(":;,=")
                || i + 1 == rest.size()
                || rest.get(i + 1).start() > rest.get(i).end();
    }

    private static boolean apartBefore(List<Token> rest, int i) {
        return rest.get(i).isMark(":;,=")
                || i == 0
                || rest.get(i - 1).end() < rest.get(i).start();
    }

    /** Parentheses glued to a word, as in egg(s), belong to it. */
    private List<Token> withoutNotes() {
        var rest = new ArrayList<Token>();
        boolean afterNote = false;
        for (var token : tokens) {
            if (token.is(Kind.NOTE)) {
                afterNote = true;
            } else {
                rest.add(
                        afterNote && !token.spaced()
                                ? new Token(
                                        token.kind(), token.text(), token.start(), token.end(), true, token.number())
                                : token);
                afterNote = false;
            }
        }
        return rest;
    }
}
