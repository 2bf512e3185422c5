package io.familygrocer.catalog.text;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The form in which names are compared: Unicode's compatibility form, in lower case, without accents and punctuation,
 * words parted by one space. {@code "Bio-Müsli (Süß)"} becomes {@code "bio musli suss"}.
 */
public final class NormalForm {

    /** Changes when the forms change, so that what was stored in them is written again. */
    public static final int VERSION = 1;

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern APOSTROPHES = Pattern.compile("['’`´]");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{Nd}]+");

    private NormalForm() {}

    /** The form of a text; empty where it has neither letters nor digits. */
    public static String of(String text) {
        String plain = Normalizer.normalize(letters(text), Normalizer.Form.NFD);
        plain = MARKS.matcher(plain).replaceAll("");
        plain = APOSTROPHES.matcher(plain).replaceAll("");
        return NO_WORD.matcher(plain).replaceAll(" ").strip();
    }

    /**
     * The forms under which people may look for a name: as {@link #of} has it, and with German umlauts as two letters,
     * {@code kaese} beside {@code kase}.
     */
    public static Set<String> allOf(String name) {
        var forms = new LinkedHashSet<String>();
        forms.add(of(name));
        String two = Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        forms.add(of(two.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")));
        forms.remove("");
        return forms;
    }

    /** Letters that Unicode does not take apart. */
    private static String letters(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replace("ß", "ss")
                .replace("æ", "ae")
                .replace("œ", "oe")
                .replace("ø", "o")
                .replace("ł", "l");
    }
}
