package io.familygrocer.list.quickadd;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

import io.familygrocer.list.quickadd.Token.Kind;

/** Reads numbers, in digits and in words: 2½, two and a half, a dozen, ein halbes Dutzend, 2-3. */
final class CountReader {

    private static final BigDecimal HALF = new BigDecimal("0.5");

    private final List<Token> tokens;
    private final Vocabulary words;

    CountReader(List<Token> tokens, Vocabulary words) {
        this.tokens = tokens;
        this.words = words;
    }

    /**
     * A number.
     *
     * @param inWords whether no digit is in it
     * @param next index of the first piece after it
     */
    record Count(NumberText number, boolean inWords, int next) {}

    /** The number that begins with a piece. */
    Optional<Count> at(int p) {
        if (p >= tokens.size()) {
            return Optional.empty();
        }
        var token = tokens.get(p);
        if (token.is(Kind.NUMBER)) {
            return Optional.of(digits(token.number(), p + 1));
        }
        if (!token.is(Kind.WORD)) {
            return Optional.empty();
        }
        var value = start(p);
        return value == null ? Optional.empty() : rest(value);
    }

    /** Whether a word that stands at a place is of a kind. */
    boolean is(Vocabulary.Kind kind, int p) {
        return p < tokens.size()
                && !tokens.get(p).is(Kind.NUMBER)
                && words.is(kind, tokens.get(p).text());
    }

    /** The half of "one and a half" or "kilo y medio": where it ends; {@code p} where it is not there. */
    int andHalf(int p) {
        if (!is(Vocabulary.Kind.AND, p)) {
            return p;
        }
        int half = is(Vocabulary.Kind.ARTICLE, p + 1) ? p + 2 : p + 1;
        return is(Vocabulary.Kind.HALF, half) ? half + 1 : p;
    }

    /** The index after a hyphen that joins two words. */
    int afterHyphen(int p) {
        boolean joins = p + 1 < tokens.size()
                && tokens.get(p).isMark("-")
                && !tokens.get(p).spaced()
                && !tokens.get(p + 1).spaced();
        return joins ? p + 1 : p;
    }

    private Count digits(NumberText number, int p) {
        int next = p;
        var value = number;
        int half = andHalf(next);
        if (andFraction(next)) {
            var fraction = tokens.get(next + 1).number();
            value = new NumberText(number.value().add(fraction.value()), null, fraction.inexact());
            next += 2;
        } else if (half > next && number.grouped() == null) {
            value = new NumberText(number.value().add(HALF), null, number.inexact());
            next = half;
        }
        int hyphen = afterHyphen(next);
        if (is(Vocabulary.Kind.MULTIPLE, hyphen) && number.grouped() == null) {
            var factor = valueAt(Vocabulary.Kind.MULTIPLE, hyphen);
            var product = NumberText.of(value.value().multiply(factor));
            if (product.isPresent()) {
                return new Count(product.get(), false, hyphen + 1);
            }
        }
        return new Count(value, false, next);
    }

    /** 1 e 1/2, 1 and ½. */
    private boolean andFraction(int p) {
        return is(Vocabulary.Kind.AND, p)
                && p + 1 < tokens.size()
                && tokens.get(p + 1).is(Kind.NUMBER)
                && tokens.get(p + 1).number().value().compareTo(BigDecimal.ONE) < 0;
    }

    private record Partial(BigDecimal value, int next) {}

    private Partial start(int p) {
        if (is(Vocabulary.Kind.NUMBER, p)) {
            return fraction(valueAt(Vocabulary.Kind.NUMBER, p), p + 1);
        }
        if (is(Vocabulary.Kind.ARTICLE, p)) {
            return fraction(BigDecimal.ONE, p + 1);
        }
        if (is(Vocabulary.Kind.HALF, p)) {
            int next = afterHyphen(p + 1);
            return new Partial(HALF, is(Vocabulary.Kind.ARTICLE, next) ? next + 1 : next);
        }
        if (is(Vocabulary.Kind.QUARTER, p)) {
            return new Partial(valueAt(Vocabulary.Kind.QUARTER, p), afterLink(p + 1));
        }
        return is(Vocabulary.Kind.MULTIPLE, p) ? new Partial(BigDecimal.ONE, p) : null;
    }

    /** Ein halbes, drei viertel; but drei halbe stay three. */
    private Partial fraction(BigDecimal value, int p) {
        int next = afterHyphen(p);
        if (value.compareTo(BigDecimal.ONE) == 0 && is(Vocabulary.Kind.HALF, next)) {
            return new Partial(HALF, afterHyphen(next + 1));
        }
        if (is(Vocabulary.Kind.QUARTER, next)) {
            var quarters = value.multiply(valueAt(Vocabulary.Kind.QUARTER, next));
            return new Partial(quarters, afterLink(afterHyphen(next + 1)));
        }
        return new Partial(value, p);
    }

    /** Un quart de litre, a quarter of a pound; un quart de brie keeps its link for the name. */
    private int afterLink(int p) {
        if (!is(Vocabulary.Kind.LINK, p)) {
            return p;
        }
        int next = is(Vocabulary.Kind.ARTICLE, p + 1) ? p + 2 : p + 1;
        boolean unit =
                next < tokens.size() && words.unit(tokens.get(next).text()).isPresent();
        return unit ? next : p;
    }

    private Optional<Count> rest(Partial start) {
        var value = start.value;
        int next = start.next;
        int half = andHalf(next);
        if (half > next) {
            value = value.add(HALF);
            next = half;
        }
        int multiple = afterHyphen(next);
        if (is(Vocabulary.Kind.MULTIPLE, multiple)) {
            value = value.multiply(valueAt(Vocabulary.Kind.MULTIPLE, multiple));
            next = multiple + 1;
        }
        int end = next;
        return NumberText.of(value).map(number -> new Count(number, true, end));
    }

    private BigDecimal valueAt(Vocabulary.Kind kind, int p) {
        return words.value(kind, tokens.get(p).text()).orElse(BigDecimal.ONE);
    }
}
