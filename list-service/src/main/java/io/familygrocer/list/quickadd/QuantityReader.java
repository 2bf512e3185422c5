package io.familygrocer.list.quickadd;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.familygrocer.list.quickadd.CountReader.Count;
import io.familygrocer.list.quickadd.Quantity.Form;
import io.familygrocer.list.quickadd.Token.Kind;
import io.familygrocer.list.unit.Unit;
import io.familygrocer.list.unit.Units;

/** Reads one quantity that begins at a given piece of a line. Used once. */
final class QuantityReader {

    private static final int LONG_WORD = 4;
    private static final BigDecimal HALF = new BigDecimal("0.5");
    /** Gram flour is not one gram of flour. */
    private static final BigDecimal COMMON_SIZE = new BigDecimal(100);

    private final String line;
    private final List<Token> tokens;
    private final Vocabulary words;
    private final CountReader counts;
    private final UnitReader units;
    private final List<String> notes = new ArrayList<>();
    private final int from;

    private int p;
    private NumberText count;
    private BigDecimal amount;
    private Unit unit;
    private String unitText;
    private Form form;
    private boolean inWords;

    QuantityReader(String line, List<Token> tokens, Vocabulary words, int from) {
        this.line = line;
        this.tokens = tokens;
        this.words = words;
        this.counts = new CountReader(tokens, words);
        this.units = new UnitReader(tokens, words);
        this.from = from;
    }

    /** The quantity that begins here; empty where none does. */
    Optional<Quantity> read() {
        p = from;
        if (p >= tokens.size() || words.nameAt(line, tokens.get(p).start())) {
            return Optional.empty();
        }
        approximation();
        boolean ahead =
                units.timesAt(p) && p + 1 < tokens.size() && tokens.get(p + 1).is(Kind.NUMBER);
        if (ahead) {
            p++;
        }
        boolean found = ahead ? count() : count() || unitAlone();
        if (!found || (form == null && !rest(ahead)) || !storable()) {
            return Optional.empty();
        }
        return Optional.of(new Quantity(
                amount,
                unit,
                unitText,
                form,
                List.copyOf(notes),
                p,
                tokens.get(from).start(),
                tokens.get(p - 1).end()));
    }

    private void approximation() {
        for (int length = 3; length > 0; length--) {
            var phrase = units.phrase(p, length);
            if (phrase.isPresent()
                    && words.is(Vocabulary.Kind.APPROX, phrase.get().text())) {
                notes.add(typed(p, phrase.get().next()));
                p = phrase.get().next();
                return;
            }
        }
    }

    private boolean count() {
        var read = counts.at(p);
        if (read.isEmpty()) {
            return false;
        }
        count = read.get().number();
        int start = p;
        p = read.get().next();
        if (!range(start) && count.inexact()) {
            notes.add(typed(start, p));
        }
        inWords = read.get().inWords();
        return true;
    }

    /** The upper end counts, so that there is enough; what was typed is kept. */
    private boolean range(int start) {
        if (!counts.is(Vocabulary.Kind.RANGE, p)) {
            return false;
        }
        Optional<Count> upper = counts.at(p + 1);
        if (upper.isEmpty() || upper.get().number().value().compareTo(count.value()) <= 0) {
            return false;
        }
        count = upper.get().number();
        p = upper.get().next();
        notes.add(typed(start, p));
        return true;
    }

    private boolean rest(boolean ahead) {
        boolean times = ahead;
        if (!ahead && units.timesAt(p)) {
            p++;
            times = true;
        }
        if (times && !ahead && p < tokens.size() && tokens.get(p).is(Kind.NUMBER) && !nameAt(p)) {
            return multiplied();
        }
        boolean measured = unit();
        amount = count.in(unit);
        form = times ? Form.TIMES : measured ? Form.UNIT : inWords ? Form.WORDS : Form.PLAIN;
        if (!measured && !times && !ends()) {
            return false;
        }
        if (unit != null && unit.measures()) {
            form = Form.UNIT;
            more();
            return true;
        }
        size();
        link();
        return true;
    }

    /** 3 x 500 g are three things of a size; 2 x 6 are twelve. */
    private boolean multiplied() {
        int start = p;
        var times = count;
        int first = from;
        if (!count()) {
            return false;
        }
        boolean measured = unit();
        form = Form.TIMES;
        if (measured && unit.measures()) {
            notes.add(typed(start, p));
            amount = times.in(null);
            unit = null;
            unitText = null;
            unitAfterSize();
        } else {
            notes.add(typed(first, start + 1));
            amount = times.in(null).multiply(count.in(unit));
            if (!measured && !ends()) {
                return false;
            }
        }
        link();
        return true;
    }

    /** What can be said after a weight or a volume: and a half, 8 oz, x 3. */
    private void more() {
        int half = counts.andHalf(p);
        if (half > p) {
            amount = amount.add(HALF);
            p = half;
        }
        compound();
        if (units.timesAt(p) && p + 1 < tokens.size() && tokens.get(p + 1).is(Kind.NUMBER)) {
            int size = p;
            notes.add(typed(from, size));
            amount = tokens.get(p + 1).number().in(null);
            unit = null;
            unitText = null;
            form = Form.TIMES;
            p += 2;
        }
        link();
    }

    private void compound() {
        if (p >= tokens.size() || !tokens.get(p).is(Kind.NUMBER)) {
            return;
        }
        var match = units.at(p + 1);
        if (match.isPresent()
                && match.get().unit().dimension() == unit.dimension()
                && match.get().unit().size().compareTo(unit.size()) < 0) {
            var smaller = tokens.get(p).number().in(match.get().unit());
            var sum = Units.convert(smaller, match.get().unit(), unit).map(amount::add);
            if (sum.isPresent() && sum.get().stripTrailingZeros().scale() <= 3) {
                amount = sum.get();
                p = match.get().next();
            }
        }
    }

    /** The size of each: "2 cans 400 g", "2 500g Packungen", "2 Dosen à 400 g". */
    private void size() {
        int start = p;
        boolean each = counts.is(Vocabulary.Kind.EACH, p) || counts.is(Vocabulary.Kind.LINK, p);
        int number = each ? p + 1 : p;
        if (number >= tokens.size() || !tokens.get(number).is(Kind.NUMBER) || nameAt(number)) {
            return;
        }
        var match = units.at(number + 1);
        if (match.isPresent() && match.get().unit().measures()) {
            p = match.get().next();
            notes.add(typed(start, p));
            if (unit == null) {
                unitAfterSize();
            }
        }
    }

    private void unitAfterSize() {
        var match = units.at(p);
        if (match.isPresent() && !match.get().unit().measures() && match.get().next() < tokens.size()) {
            take(match.get());
        }
    }

    private boolean unit() {
        var match = units.at(p);
        match.ifPresent(this::take);
        return match.isPresent();
    }

    private void take(UnitReader.UnitWord match) {
        unit = match.unit();
        unitText = match.shown();
        p = match.next();
    }

    /** "Kilo Äpfel", "bottle of milk", "Bund Petersilie" are one each. */
    private boolean unitAlone() {
        var found = units.at(p).filter(UnitReader.UnitWord::singular);
        if (found.isEmpty() || found.get().next() >= tokens.size()) {
            return false;
        }
        var match = found.get();
        boolean word = match.unit().measures()
                && match.length() >= LONG_WORD
                && match.unit().size().compareTo(COMMON_SIZE) >= 0;
        boolean linked = counts.is(Vocabulary.Kind.LINK, match.next());
        if (!word && !linked && !words.joinsWithoutLink(match.language())) {
            return false;
        }
        take(match);
        amount = BigDecimal.ONE;
        form = Form.UNIT;
        if (unit.measures()) {
            more();
        } else {
            link();
        }
        return true;
    }

    private void link() {
        if ((unit != null || inWords) && counts.is(Vocabulary.Kind.LINK, p) && p + 1 < tokens.size()) {
            p++;
        }
    }

    /** Whether a number ends here, so that it is an amount and not part of a name such as 7up, 3-ply or 3.5 %. */
    private boolean ends() {
        if (p >= tokens.size()) {
            return true;
        }
        var next = tokens.get(p);
        boolean apart = next.spaced()
                || next.isMark(UnitReader.FOLLOWS_A_UNIT + ".")
                || (inWords
                        && (tokens.get(p - 1).isMark("-")
                                || tokens.get(p - 1).text().endsWith("'")))
                || tokens.get(p - 1).text().endsWith("’");
        return apart && !counts.is(Vocabulary.Kind.MEASURE, p);
    }

    private boolean nameAt(int at) {
        return words.nameAt(line, tokens.get(at).start());
    }

    private boolean storable() {
        return NumberText.of(amount).isPresent();
    }

    private String typed(int first, int next) {
        return line.substring(tokens.get(first).start(), tokens.get(next - 1).end());
    }
}
