package io.familygrocer.list.quickadd;

import java.util.List;
import java.util.Optional;

import io.familygrocer.list.quickadd.Token.Kind;
import io.familygrocer.list.unit.Unit;

/** Reads units, which may be several words and have dots: kg, c. à s., cuillères à soupe. And the x of "3x". */
final class UnitReader {

    /** Marks that may follow a unit without a space. */
    static final String FOLLOWS_A_UNIT = ":;,)!?";

    private static final int LONGEST_PHRASE = 4;

    private final List<Token> tokens;
    private final Vocabulary words;

    UnitReader(List<Token> tokens, Vocabulary words) {
        this.tokens = tokens;
        this.words = words;
    }

    /**
     * A unit as it was typed.
     *
     * @param shown how it is written on a list
     * @param singular whether it can stand for one without a number
     * @param length characters that were typed
     * @param next index of the first piece after it
     */
    record UnitWord(Unit unit, String shown, boolean singular, String language, int length, int next) {}

    /** The longest unit that begins with a piece and ends before a space. */
    Optional<UnitWord> at(int at) {
        for (int length = LONGEST_PHRASE; length > 0; length--) {
            var phrase = phrase(at, length);
            var match = phrase.flatMap(found -> words.unit(found.text()));
            boolean number = match.isPresent()
                    && words.is(Vocabulary.Kind.MULTIPLE, phrase.get().text());
            if (match.isPresent() && !number && endsUnit(phrase.get().next())) {
                var meaning = match.get().meaning();
                return Optional.of(new UnitWord(
                        meaning,
                        meaning.symbol() == null ? phrase.get().text() : meaning.symbol(),
                        match.get().first(),
                        match.get().language(),
                        phrase.get().text().length(),
                        phrase.get().next()));
            }
        }
        return Optional.empty();
    }

    private boolean endsUnit(int at) {
        if (at >= tokens.size()) {
            return true;
        }
        var next = tokens.get(at);
        return next.spaced() || next.isMark(FOLLOWS_A_UNIT) || (next.is(Kind.WORD) && timesAt(at));
    }

    /** Words in a row, and the index of the first piece after them. */
    record Phrase(String text, int next) {}

    /** So many words in a row, the dots of abbreviations and hyphens between them passed over. */
    Optional<Phrase> phrase(int at, int length) {
        var text = new StringBuilder();
        int next = at;
        for (int i = 0; i < length; i++) {
            if (next >= tokens.size() || (i > 0 && tokens.get(next).is(Kind.NUMBER))) {
                return Optional.empty();
            }
            var token = tokens.get(next);
            if (!token.is(Kind.WORD) && !(i == 0 && length == 1 && token.is(Kind.MARK))) {
                return Optional.empty();
            }
            text.append(i == 0 ? "" : " ").append(token.text());
            next = afterDot(next + 1);
        }
        return Optional.of(new Phrase(text.toString(), next));
    }

    private int afterDot(int at) {
        boolean dot = at < tokens.size()
                && tokens.get(at).isMark(".")
                && !tokens.get(at).spaced();
        return dot ? at + 1 : at;
    }

    /** Whether an x stands here that says that the number before it counts things. */
    boolean timesAt(int at) {
        if (at >= tokens.size()
                || tokens.get(at).is(Kind.NUMBER)
                || !words.is(Vocabulary.Kind.TIMES, tokens.get(at).text())) {
            return false;
        }
        return at + 1 == tokens.size()
                || tokens.get(at + 1).spaced()
                || tokens.get(at + 1).is(Kind.NUMBER)
                || tokens.get(at + 1).is(Kind.QUOTED);
    }
}
