package io.familygrocer.list.quickadd;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a line inside which nothing separates: in parentheses, or in quotation marks. A quotation mark inside is
 * doubled.
 *
 * @param quoted in quotation marks; in parentheses otherwise
 * @param start its first character, the mark included
 * @param end after its last character, the mark included
 */
record Opaque(boolean quoted, int start, int end) {

    private static final int LONGEST_QUOTE = 500;
    private static final int LONGEST_ENDING = 5;

    /** Those of a line, outermost only, in their order. */
    static List<Opaque> in(String line) {
        int[] closing = closing(line);
        var found = new ArrayList<Opaque>();
        int i = 0;
        while (i < line.length()) {
            int end = line.charAt(i) == '(' ? endOfNote(line, i, closing[i]) : endOfQuote(line, i);
            if (end > 0) {
                found.add(new Opaque(line.charAt(i) == '"', i, end));
                i = end;
            } else {
                i++;
            }
        }
        return found;
    }

    /** What is inside, in quotation marks as it was before {@link #quote}. */
    static String inside(String text) {
        String inside = text.substring(1, text.length() - 1);
        return text.charAt(0) == '"' ? inside.replace("\"\"", "\"") : inside;
    }

    /** A text that is read as it is. */
    static String quote(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private static int[] closing(String line) {
        int[] closing = new int[line.length()];
        var open = new ArrayDeque<Integer>();
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '(') {
                open.push(i);
            } else if (line.charAt(i) == ')' && !open.isEmpty()) {
                closing[open.pop()] = i + 1;
            }
        }
        return closing;
    }

    /** The ending in egg(s) belongs to its word. */
    private static int endOfNote(String line, int start, int end) {
        boolean ending = start > 0
                && Character.isLetter(line.charAt(start - 1))
                && end - start <= LONGEST_ENDING
                && line.substring(start + 1, Math.max(end - 1, start + 1))
                        .chars()
                        .allMatch(Character::isLetter);
        return ending ? 0 : end;
    }

    private static int endOfQuote(String line, int start) {
        if (line.charAt(start) != '"' || !boundary(line, start - 1)) {
            return 0;
        }
        int limit = Math.min(line.length(), start + LONGEST_QUOTE);
        for (int i = start + 1; i < limit; i++) {
            if (line.charAt(i) == '"') {
                if (i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    i++;
                } else {
                    return i > start + 1 && boundary(line, i + 1) ? i + 1 : 0;
                }
            }
        }
        return 0;
    }

    private static boolean boundary(String line, int i) {
        return i < 0 || i >= line.length() || " \t,;•".indexOf(line.charAt(i)) >= 0;
    }
}
