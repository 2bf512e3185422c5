package io.familygrocer.list.imports;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.familygrocer.list.merge.ItemField;

/**
 * An item of a file as its reader understands it, before it is held to the bounds that items have here. Texts that are
 * blank say nothing.
 */
final class Draft {

    private static final int MAX_NAME = 200;
    private static final int MAX_UNIT = 40;
    private static final int MAX_NOTE = 1000;
    private static final int INTEGER_DIGITS = 9;
    private static final int DECIMALS = 3;
    private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9-]{0,59}");

    private final long line;
    private final String list;
    private final String source;
    private final String name;
    private final Map<ItemField, Object> fields = new EnumMap<>(ItemField.class);
    private final Map<String, JsonNode> more = new LinkedHashMap<>();
    private String lost;

    /**
     * An item.
     *
     * @param line where it stands, for the report
     * @param list the name of its list; null where the file names none
     * @param source what names it in its file, the same each time the file is read
     * @param name what to buy
     */
    Draft(long line, String list, String source, String name) {
        this.line = line;
        this.list = said(list);
        this.source = source;
        this.name = said(name);
    }

    /** How much, in which unit; either may be null. */
    Draft amount(BigDecimal amount, String unit) {
        put(ItemField.AMOUNT, amount);
        put(ItemField.UNIT, said(unit));
        return this;
    }

    /** How much, as a text of numbers and units; what is anything else is kept as a note. */
    Draft amount(String text) {
        String given = said(text);
        if (given == null) {
            return this;
        }
        var quantity = Quantity.whole(given);
        return quantity.isPresent()
                ? amount(quantity.get().amount(), quantity.get().unit())
                : note(given);
    }

    /** Something more to know; several are kept one after the other. */
    Draft note(String note) {
        String more = said(note);
        if (more != null) {
            fields.merge(ItemField.NOTE, more, (old, one) -> old + "; " + one);
        }
        return this;
    }

    /** The aisle, where it is the slug of one of ours; any other is lost. */
    Draft category(String category) {
        String given = said(category);
        if (given != null && !SLUG.matcher(given).matches()) {
            lost = "category " + given;
        } else {
            put(ItemField.CATEGORY, given);
        }
        return this;
    }

    /** A field by its name on the wire, as it is taken there; a value that does not fit is lost. */
    Draft field(String name, JsonNode value) {
        if (value != null && !value.isNull()) {
            more.put(name, value);
        }
        return this;
    }

    /** A field that is a text; null says nothing. */
    Draft field(String name, String text) {
        return field(name, text == null ? null : TextNode.valueOf(text));
    }

    /** Whether it is in the trolley already. */
    Draft checked(boolean checked) {
        put(ItemField.CHECKED, checked);
        return this;
    }

    /**
     * The item within the bounds of items; null where it has no name.
     *
     * @param findings hears of what does not fit
     */
    ImportedItem bounded(Findings findings) {
        if (name == null) {
            fields.remove(ItemField.CHECKED);
            findings.lose(line, "an entry without a name" + (fields.isEmpty() ? "" : ": " + fields.values()));
            return null;
        }
        if (lost != null) {
            findings.lose(line, "%s of %s".formatted(lost, name));
        }
        var fitting = new EnumMap<ItemField, Object>(ItemField.class);
        fitting.putAll(fields);
        fitting.put(ItemField.NAME, cut(name, MAX_NAME, findings));
        fitting.computeIfPresent(ItemField.UNIT, (field, unit) -> cut((String) unit, MAX_UNIT, findings));
        fitting.computeIfPresent(ItemField.NOTE, (field, note) -> cut((String) note, MAX_NOTE, findings));
        fitting.computeIfPresent(ItemField.AMOUNT, (field, amount) -> fitting((BigDecimal) amount, findings));
        return new ImportedItem(list == null ? null : cut(list, MAX_NAME, findings), source, fitting);
    }

    /** Where it stands. */
    long line() {
        return line;
    }

    /** What else it says, by the names of fields on the wire. */
    Map<String, JsonNode> more() {
        return more;
    }

    private BigDecimal fitting(BigDecimal amount, Findings findings) {
        if ((long) amount.precision() - amount.scale() > INTEGER_DIGITS) {
            findings.lose(line, "amount %s of %s".formatted(shown(amount), name));
            return null;
        }
        var rounded = amount.setScale(DECIMALS, java.math.RoundingMode.HALF_UP);
        if (rounded.compareTo(amount) != 0) {
            findings.lose(line, "the amount %s of %s is rounded".formatted(shown(amount), name));
        }
        return rounded;
    }

    private static String shown(BigDecimal amount) {
        String plain = amount.toString();
        return plain.length() > INTEGER_DIGITS * 3 ? plain.substring(0, INTEGER_DIGITS * 3) + "…" : plain;
    }

    private String cut(String text, int limit, Findings findings) {
        if (text.codePointCount(0, text.length()) <= limit) {
            return text;
        }
        int end = text.offsetByCodePoints(0, limit);
        findings.lose(line, "the end of a long text: " + text.substring(end));
        return text.substring(0, end);
    }

    private void put(ItemField field, Object value) {
        if (value != null) {
            fields.put(field, value);
        }
    }

    /** Without the blanks around it and the characters that no text has; null where nothing is left. */
    private static String said(String text) {
        if (text == null) {
            return null;
        }
        String clean =
                text.indexOf('\0') < 0 ? text.strip() : text.replace("\0", "").strip();
        return clean.isEmpty() ? null : clean;
    }
}
