package io.familygrocer.catalog.classify;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** Takes off how much is wanted: {@code "2 x 500 g Mehl"} is {@code "Mehl"}. */
final class Amounts {

    private static final String UNITS = """
            (?:x|×|kg|kilos?|g|gr|gramm|grams?|mg|l|ltr|lit(?:er|re)s?|ml|cl|dl|oz|ounces?|lbs?|pounds?|pints?|pfund|cm|m\
            |stk|stück|st|pcs?|pieces?|pck|pkg|pkt|pack(?:s|ung|ungen|erl)?|packets?|dosen?|cans?|tins?|gl[aä]s(?:er)?|jars?\
            |flaschen?|fl|bottles?|bund|bunch(?:es)?|beutel|bags?|tüten?|netze?|kisten?|kasten|becher|tubs?|cartons?|rollen?|rolls?\
            |scheiben?|slices?|cloves?|zehen?|tafeln?|bars?|loaf|loaves|laib|heads?|köpfe?|box(?:es)?|tubes?|tuben?|dozen|%)""";

    private static final Pattern COUNTED = Pattern.compile(
            "(?<![\\p{L}\\p{N}])(?:\\d+(?:[.,/⁄]\\d+)?)\\s*[-–x×]?\\s*(?:\\d+(?:[.,]\\d+)?\\s*)?(?:"
                    + UNITS
                    + "(?![\\p{L}\\p{N}]))?(?![\\p{L}\\p{N}])\\.?",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern CONTAINED = Pattern.compile(
            "^\\s*(?:an?|the|some|few|couple|ein(?:e|en|er)?|ein paar|etwas)?\\s*(?:(?:small|large|big|kleine|große)\\s+)?"
                    + "(?:"
                    + UNITS
                    + "|pairs?|handful|hand voll|kilo|dozen)\\s+(?:of|von|mit)\\s+",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern STRAY_OF = Pattern.compile("^\\s*(?:of|von)\\s+", Pattern.CASE_INSENSITIVE);

    private Amounts() {}

    /** The text without amounts and units; blank where there is nothing else. */
    static String strip(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC);
        plain = COUNTED.matcher(plain).replaceAll(" ");
        plain = CONTAINED.matcher(plain).replaceFirst("");
        return STRAY_OF.matcher(plain).replaceFirst("").strip();
    }
}
