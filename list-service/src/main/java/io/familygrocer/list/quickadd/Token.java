package io.familygrocer.list.quickadd;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A piece of a line.
 *
 * @param text as it was typed
 * @param start where it is in the line
 * @param end where it ends
 * @param spaced whether something else than this line's text is before it: a space, a note, the beginning
 * @param number of the kind NUMBER only, null otherwise
 */
record Token(Kind kind, String text, int start, int end, boolean spaced, NumberText number) {

    private static final Set<String> ELIDED = Set.of("d", "l", "un", "dell", "all", "dall", "nell", "sull");

    /** What a piece is. */
    enum Kind {
        /** A number that can be an amount. */
        NUMBER,
        /** Letters, and digits that can't be an amount. */
        WORD,
        /** Any other character. */
        MARK,
        /** In parentheses. */
        NOTE,
        /** In quotation marks. */
        QUOTED
    }

    boolean is(Kind other) {
        return kind == other;
    }

    boolean isMark(String marks) {
        return kind == Kind.MARK && marks.contains(text);
    }

    /** The pieces of a line, in their order; between two of them is nothing but space. */
    static List<Token> of(String line, Vocabulary vocabulary) {
        var tokens = new ArrayList<Token>();
        var opaque = Opaque.in(line).iterator();
        var next = opaque.hasNext() ? opaque.next() : null;
        int i = 0;
        boolean spaced = true;
        while (i < line.length()) {
            if (line.charAt(i) == ' ') {
                spaced = true;
                i++;
                continue;
            }
            Token token;
            if (next != null && next.start() == i) {
                token = of(line, next.quoted() ? Kind.QUOTED : Kind.NOTE, i, next.end(), spaced);
                next = opaque.hasNext() ? opaque.next() : null;
            } else {
                token = at(line, i, spaced, vocabulary);
            }
            tokens.add(token);
            spaced = false;
            i = token.end;
        }
        return tokens;
    }

    private static Token at(String line, int start, boolean spaced, Vocabulary vocabulary) {
        int first = line.codePointAt(start);
        boolean afterDigit = start > 0 && Character.isDigit(line.charAt(start - 1));
        if (!afterDigit) {
            var found = NumberText.at(line, start, vocabulary.groupsWithSpaces());
            if (found.isPresent()) {
                int end = found.get().end();
                return new Token(
                        Kind.NUMBER,
                        line.substring(start, end),
                        start,
                        end,
                        spaced,
                        found.get().number());
            }
        }
        if (Character.isLetter(first)) {
            return of(line, Kind.WORD, start, endOfWord(line, start), spaced);
        }
        if (Character.isLetterOrDigit(first)) {
            return of(line, Kind.WORD, start, endOfDigits(line, start), spaced);
        }
        return of(line, Kind.MARK, start, start + Character.charCount(first), spaced);
    }

    private static Token of(String line, Kind kind, int start, int end, boolean spaced) {
        return new Token(kind, line.substring(start, end), start, end, spaced, null);
    }

    /** A word has apostrophes inside; d'eau is two words, and so is x3. */
    private static int endOfWord(String line, int start) {
        if ("xX".indexOf(line.charAt(start)) >= 0 && start + 1 < line.length() && isDigit(line.charAt(start + 1))) {
            return start + 1;
        }
        int i = start;
        while (i < line.length()) {
            int c = line.codePointAt(i);
            if (isApostrophe(c) && i + 1 < line.length() && Character.isLetter(line.charAt(i + 1))) {
                i++;
                if (ELIDED.contains(line.substring(start, i - 1).toLowerCase(java.util.Locale.ROOT))) {
                    return i;
                }
            } else if (Character.isLetterOrDigit(c) || isMarkOfLetter(c)) {
                i += Character.charCount(c);
            } else {
                break;
            }
        }
        return i;
    }

    /** Digits that are no amount, such as a date, stay together. */
    private static int endOfDigits(String line, int start) {
        int i = start;
        int end = start + 1;
        while (i < line.length() && (Character.isDigit(line.charAt(i)) || ".,:/'’⁄".indexOf(line.charAt(i)) >= 0)) {
            i++;
            if (Character.isDigit(line.charAt(i - 1))) {
                end = i;
            }
        }
        return Math.max(end, start + Character.charCount(line.codePointAt(start)));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isApostrophe(int c) {
        return c == '\'' || c == '’';
    }

    private static boolean isMarkOfLetter(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }
}
