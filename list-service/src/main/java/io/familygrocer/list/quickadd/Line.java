package io.familygrocer.list.quickadd;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A line of what was pasted, without the marks of a list.
 *
 * @param text with single spaces
 * @param bulleted whether it had a bullet, a box or a number of its own, and so is one thing
 * @param checked whether its box was ticked
 * @param cells what stands between its tabs
 */
record Line(String text, boolean bulleted, boolean checked, List<String> cells) {

    private static final Pattern BULLET = Pattern.compile("[-–—*+•‣▪◦●○·>][ \\t]*(?=\\S)|[-–—*+•‣▪◦●○·>]+[ \\t]+");
    private static final Pattern BOX = Pattern.compile("\\[([ xX✓✔]?)][ \\t]*|([☐□▢]|[☑☒✓✔✅])\\uFE0F?[ \\t]*");
    private static final Pattern NUMBERING = Pattern.compile("(\\d{1,3})[.)][ \\t]+(?=\\S)");
    private static final String TICKED = "xX✓✔☑☒✅";
    /** Spaces that never end a line, between digits only. */
    private static final Pattern DIGIT_GROUP = Pattern.compile("(?<=\\d)[\\u00A0\\u2009\\u202F](?=\\d{3}(?!\\d))");

    /** The lines of a text that have anything in them. */
    static List<Line> of(String text) {
        var raw = clean(text)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        boolean numbered = numbered(raw);
        return raw.stream().map(line -> of(line, numbered)).toList();
    }

    /** A text in its composed form, without control characters, with plain spaces. */
    static String clean(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        return DIGIT_GROUP
                .matcher(composed)
                .replaceAll("'")
                .replaceAll("\\R", "\n")
                .replaceAll("[\\p{Cntrl}\\p{Cs}&&[^\\n\\t]]|[\\p{Z}\\u200B\\uFEFF]", " ")
                .replaceAll(" +", " ");
    }

    /** The items of a line that semicolons and bullets part; a row of a table is one. */
    List<String> segments() {
        return split(text, ";；•");
    }

    /** The parts of a text between its commas, but for those in numbers, parentheses and quotation marks. */
    static List<String> atCommas(String text) {
        return split(text, ",，、");
    }

    private static Line of(String raw, boolean numbered) {
        String rest = raw;
        boolean bulleted = false;
        boolean checked = false;
        if (numbered) {
            Matcher number = NUMBERING.matcher(rest);
            if (number.lookingAt()) {
                rest = rest.substring(number.end());
                bulleted = true;
            }
        }
        Matcher bullet = BULLET.matcher(rest);
        if (bullet.lookingAt()) {
            rest = rest.substring(bullet.end());
            bulleted = true;
        }
        Matcher box = BOX.matcher(rest);
        if (box.lookingAt() && box.end() < rest.length()) {
            String mark = box.group(1) == null ? box.group(2) : box.group(1);
            checked = !mark.isEmpty() && TICKED.contains(mark);
            rest = rest.substring(box.end());
            bulleted = true;
        }
        var cells = Stream.of(rest.split("\t"))
                .map(String::strip)
                .filter(cell -> !cell.isEmpty())
                .toList();
        return new Line(String.join(" ", cells), bulleted, checked, cells);
    }

    /** Whether at least two lines have numbers that count up by one: else a number is an amount. */
    private static boolean numbered(List<String> lines) {
        int last = -1;
        int count = 0;
        for (String line : lines) {
            Matcher number = NUMBERING.matcher(line);
            if (number.lookingAt()) {
                int value = Integer.parseInt(number.group(1));
                if (count > 0 && value != last + 1) {
                    return false;
                }
                last = value;
                count++;
            }
        }
        return count > 1;
    }

    private static List<String> split(String text, String separators) {
        var opaque = Opaque.in(text);
        var parts = new ArrayList<String>();
        int start = 0;
        int next = 0;
        for (int i = 0; i < text.length(); i++) {
            while (next < opaque.size() && opaque.get(next).end() <= i) {
                next++;
            }
            boolean inside = next < opaque.size() && opaque.get(next).start() <= i;
            if (!inside && separators.indexOf(text.charAt(i)) >= 0 && !inNumber(text, i)) {
                parts.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        parts.add(text.substring(start).strip());
        return parts.stream().filter(part -> !part.isEmpty()).toList();
    }

    private static boolean inNumber(String text, int i) {
        return text.charAt(i) == ','
                && i > 0
                && i + 1 < text.length()
                && Character.isDigit(text.charAt(i - 1))
                && Character.isDigit(text.charAt(i + 1));
    }
}
