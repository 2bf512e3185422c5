package io.familygrocer.list.quickadd;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever is typed: nothing of it is lost, nothing of it fails, and what was read is read again. */
class QuickAddPropertyTest {

    private static final Pattern RUN = Pattern.compile("\\p{L}[\\p{L}\\p{M}]*|\\d+");
    private static final List<String> PIECES = List.of(
            "2",
            "1,5",
            "1/2",
            "½",
            "1 1/2",
            "1.500",
            "0",
            "007",
            "12",
            "2-3",
            "500g",
            "3x",
            "3x500g",
            "x2",
            "1kg",
            "kg",
            "g",
            "l",
            "Dosen",
            "cans",
            "bottle",
            "of",
            "de",
            "d'eau",
            "a",
            "an",
            "ein",
            "halbes",
            "demi",
            "und",
            "and",
            "y",
            "medio",
            "dozen",
            "Dutzend",
            "docena",
            "à",
            "to",
            "bis",
            "ca.",
            "~",
            "%",
            "€",
            "7up",
            "type",
            "405",
            "milk",
            "Äpfel",
            "œufs",
            "żółty",
            "piña",
            "pão",
            "🍎",
            "H-Milch",
            "egg(s)",
            "(bio)",
            "(2 kg)",
            "(",
            ")",
            "\"",
            "\"a, b\"",
            ",",
            ", ",
            ";",
            ";",
            ":",
            ".",
            "-",
            "- ",
            "•",
            "[ ]",
            "[x]",
            "1.",
            "2)",
            "\t",
            "\n",
            "\n",
            " ",
            " ",
            " ",
            " ",
            " ",
            "\u00a0",
            "x",
            "×",
            "*",
            "+",
            "'",
            "’",
            "…",
            "tbsp",
            "c. à s.",
            "EL",
            "elf",
            "once");

    @Property(tries = 4000)
    void nothingTypedIsLost(@ForAll("typed") String text, @ForAll("hints") List<String> hints) {
        var items = QuickAdd.parse(text, hints);

        var kept = new StringBuilder();
        boolean amounts = false;
        for (var item : items) {
            kept.append(fold(item.name())).append(' ');
            kept.append(item.note() == null ? "" : fold(item.note())).append(' ');
            kept.append(item.unit() == null ? "" : fold(item.unit())).append(' ');
            amounts |= item.amount() != null;
        }
        for (String run : runs(text)) {
            boolean understood = Character.isDigit(run.charAt(0))
                    ? amounts || isNumbering(text, run)
                    : Vocabulary.knows(run) || Vocabulary.knows(run + "'") || run.equals("x") || isAbbreviation(run);
            assertThat(kept.indexOf(run) >= 0 || understood)
                    .as("\"%s\" of \"%s\" in %s", run, text, items)
                    .isTrue();
        }
    }

    @Property(tries = 2000)
    void anyTextIsRead(@ForAll @StringLength(max = 150) String text, @ForAll("hints") List<String> hints) {
        var items = QuickAdd.parse(text, hints);

        var kept = new StringBuilder();
        items.forEach(item -> kept.append(fold(item.name())).append(' ').append(fold(String.valueOf(item.note()))));
        for (String run : runs(text)) {
            if (run.codePoints().allMatch(c -> c > 127) && !Vocabulary.knows(run)) {
                assertThat(kept.toString()).as("of %s", text).contains(run);
            }
        }
    }

    @Property(tries = 4000)
    void whatWasReadIsReadAgain(@ForAll("typed") String text, @ForAll("hints") List<String> hints) {
        for (var item : QuickAdd.parse(text, hints)) {
            assertThat(QuickAdd.parse(item.text(hints), hints))
                    .as("\"%s\" of \"%s\"", item.text(hints), text)
                    .containsExactly(item);
        }
    }

    @Property(tries = 1000)
    void everyItemCanBeStored(@ForAll("typed") String text, @ForAll("hints") List<String> hints) {
        for (var item : QuickAdd.parse(text, hints)) {
            assertThat(item.name()).isNotBlank().isEqualTo(item.name().strip());
            assertThat(item.name().codePointCount(0, item.name().length())).isLessThanOrEqualTo(200);
            if (item.amount() != null) {
                assertThat(item.amount()).isPositive().isLessThan(new BigDecimal("1000000000"));
                assertThat(item.amount().scale()).isBetween(0, 3);
            }
        }
    }

    @Property(tries = 2000)
    void anAmountIsReadBeforeAndAfterAName(@ForAll("amounts") BigDecimal amount, @ForAll("units") String unit) {
        String written = amount.toPlainString().replace('.', ',') + " " + unit;

        assertThat(QuickAdd.parse(written + " Birnen", List.of("de")))
                .containsExactlyElementsOf(QuickAdd.parse("Birnen " + written, List.of("de")))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.name()).isEqualTo("Birnen");
                    assertThat(item.amount()).isEqualByComparingTo(amount);
                    assertThat(item.unit()).isEqualTo(unit);
                });
    }

    @Property(tries = 2000)
    void wordsThatNobodyKnowsAreANameInTheirOrder(
            @ForAll("names") List<String> words,
            @ForAll("amounts") BigDecimal amount,
            @ForAll("hints") List<String> hints) {
        String name = String.join(" ", words);

        assertThat(QuickAdd.parse(name, hints)).containsExactly(new QuickAddItem(name, null, null, null, false));
        assertThat(QuickAdd.parse(amount.toPlainString() + "kg " + name + " (" + name + ")", hints))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.name()).isEqualTo(name);
                    assertThat(item.note()).isEqualTo(name);
                    assertThat(item.amount()).isEqualByComparingTo(amount);
                });
    }

    @Provide
    Arbitrary<List<String>> names() {
        return Arbitraries.strings()
                .withChars("bfhjkqvwzäßéł")
                .ofMinLength(4)
                .ofMaxLength(9)
                .filter(word -> !Vocabulary.knows(word))
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<String> typed() {
        return Arbitraries.of(PIECES).list().ofMinSize(1).ofMaxSize(14).map(pieces -> String.join("", spaced(pieces)));
    }

    @Provide
    Arbitrary<List<String>> hints() {
        return Arbitraries.of("en", "de", "fr", "es", "it", "nl", "pl", "pt")
                .list()
                .uniqueElements()
                .ofMaxSize(3);
    }

    @Provide
    Arbitrary<BigDecimal> amounts() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("0.01"), new BigDecimal("99999"))
                .ofScale(2);
    }

    @Provide
    Arbitrary<String> units() {
        return Arbitraries.of("kg", "g", "l", "ml", "cl", "Dosen", "Stück", "Pfund", "Flaschen", "Bund");
    }

    /** Mostly as people space words, sometimes glued. */
    private static List<String> spaced(List<String> pieces) {
        var all = new ArrayList<String>();
        for (int i = 0; i < pieces.size(); i++) {
            all.add(pieces.get(i));
            if ((pieces.get(i).length() + i) % 3 != 0) {
                all.add(" ");
            }
        }
        return all;
    }

    private static List<String> runs(String text) {
        return RUN.matcher(fold(text)).results().map(result -> result.group()).toList();
    }

    private static boolean isNumbering(String text, String run) {
        return Pattern.compile("(?m)^\\s*" + run + "[.)]\\s").matcher(text).find();
    }

    /** c. à s. is one unit of three words. */
    private static boolean isAbbreviation(String run) {
        return List.of("c", "à", "s", "ca").contains(run);
    }

    private static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }
}
