package io.familygrocer.list.sync;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import io.familygrocer.list.merge.Money;
import io.familygrocer.list.merge.Recurrence;
import io.familygrocer.list.recurrence.Rules;
import io.familygrocer.platform.web.ProblemException;

/**
 * Reads the values of fields from the wire and holds them to their bounds. Null takes a field's value away. Each throws
 * {@link ProblemException} 400, which names the field and its bound.
 */
final class Values {

    private static final int NAME = 200;
    private static final int STORE = 60;
    private static final int INTEGER_DIGITS = 9;
    private static final int DECIMALS = 3;
    private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(2999, 12, 31);
    private static final Pattern GTIN = Pattern.compile("[0-9]{8}|[0-9]{12,14}");

    private Values() {}

    static String name(String field, JsonNode value) {
        String name = text(field, value, NAME);
        if (name == null || name.isBlank()) {
            throw ProblemException.invalid(field, "must not be empty");
        }
        return name.strip();
    }

    static String text(String field, JsonNode value, int limit) {
        if (value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw ProblemException.invalid(field, "must be a text");
        }
        String text = value.textValue();
        if (text.codePointCount(0, text.length()) > limit) {
            throw ProblemException.invalid(field, "must be at most %d characters".formatted(limit));
        }
        if (text.indexOf('\0') >= 0) {
            throw ProblemException.invalid(field, "must not contain the character U+0000");
        }
        return text;
    }

    /** A text of a form; {@code form} says which in words. */
    static String formed(String field, JsonNode value, int limit, Pattern pattern, String form) {
        String text = text(field, value, limit);
        if (text != null && !pattern.matcher(text).matches()) {
            throw ProblemException.invalid(field, "must be " + form);
        }
        return text;
    }

    /** The name of a store; an empty one is none. */
    static String store(String field, JsonNode value) {
        String store = text(field, value, STORE);
        return store == null || store.isBlank() ? null : store.strip();
    }

    /** Names of stores, each once; none is null. */
    static List<String> stores(String field, JsonNode value, int limit) {
        var stores = new LinkedHashSet<String>();
        for (var element : array(field, value, limit)) {
            String store = store(field, element);
            if (store == null) {
                throw ProblemException.invalid(field, "must not have an empty name");
            }
            stores.add(store);
        }
        return stores.isEmpty() ? null : List.copyOf(stores);
    }

    /** Persons, each once; null stays null: it is not the same as none. */
    static List<UUID> persons(String field, JsonNode value, int limit) {
        if (value.isNull()) {
            return null;
        }
        var persons = new LinkedHashSet<UUID>();
        array(field, value, limit).forEach(element -> persons.add(id(field, element)));
        return List.copyOf(persons);
    }

    private static List<JsonNode> array(String field, JsonNode value, int limit) {
        if (value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            throw ProblemException.invalid(field, "must be an array");
        }
        if (value.size() > limit) {
            throw ProblemException.invalid(field, "must have at most %d elements".formatted(limit));
        }
        var elements = new ArrayList<JsonNode>(value.size());
        value.forEach(elements::add);
        return elements;
    }

    static UUID id(String field, JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        try {
            return UUID.fromString(value.asText());
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(field, "must be an id");
        }
    }

    /** A value that only the server gives, and a client takes away. */
    static Object nothing(String field, JsonNode value) {
        if (!value.isNull()) {
            throw ProblemException.invalid(field, "can only be taken away");
        }
        return null;
    }

    static boolean flag(String field, JsonNode value) {
        if (!value.isBoolean()) {
            throw ProblemException.invalid(field, "must be true or false");
        }
        return value.booleanValue();
    }

    /** A flag that is either set or says nothing. */
    static Boolean mark(String field, JsonNode value) {
        return value.isNull() || !flag(field, value) ? null : Boolean.TRUE;
    }

    /** A number as GS1 gives them (GTIN-8, -12, -13, -14), whose last digit fits the others. */
    static String barcode(String field, JsonNode value) {
        String code = formed(field, value, 14, GTIN, "a GTIN of 8, 12, 13 or 14 digits");
        if (code == null) {
            return null;
        }
        int sum = 0;
        for (int i = code.length() - 1, weight = 1; i >= 0; i--, weight = 4 - weight) {
            sum += (code.charAt(i) - '0') * weight;
        }
        if (sum % 10 != 0) {
            throw ProblemException.invalid(field, "must end with the right check digit");
        }
        return code;
    }

    static LocalDate day(String field, JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        try {
            var day = LocalDate.parse(value.asText());
            if (day.isBefore(FIRST_DAY) || day.isAfter(LAST_DAY)) {
                throw ProblemException.invalid(field, "must be from %s to %s".formatted(FIRST_DAY, LAST_DAY));
            }
            return day;
        } catch (DateTimeException e) {
            throw ProblemException.invalid(field, "must be a day such as 2026-12-24");
        }
    }

    /** Money as {@code {"minor": 199, "currency": "EUR"}}. */
    static Money money(String field, JsonNode value, long most) {
        if (value.isNull()) {
            return null;
        }
        requireOnly(field, value, Set.of("minor", "currency"));
        var minor = value.path("minor");
        if (!minor.isIntegralNumber()
                || !minor.canConvertToLong()
                || minor.longValue() < 0
                || minor.longValue() > most) {
            throw ProblemException.invalid(field + ".minor", "must be a whole number from 0 to " + most);
        }
        String currency = value.path("currency").asText();
        try {
            return new Money(minor.longValue(), Currency.getInstance(currency).getCurrencyCode());
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(field + ".currency", "must be a code of ISO 4217, such as EUR");
        }
    }

    /** A recurrence as {@code {"rule": "FREQ=WEEKLY", "from": "due"}}. */
    static Recurrence recurrence(String field, JsonNode value, int limit) {
        if (value.isNull()) {
            return null;
        }
        requireOnly(field, value, Set.of("rule", "from"));
        String rule = text(field + ".rule", value.path("rule"), limit);
        String from = value.path("from").asText();
        if (!from.equals("due") && !from.equals("completion")) {
            throw ProblemException.invalid(field + ".from", "must be due or completion");
        }
        try {
            return new Recurrence(Rules.normal(rule), Recurrence.From.valueOf(from));
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(field + ".rule", e.getMessage());
        }
    }

    private static void requireOnly(String field, JsonNode value, Set<String> names) {
        if (!value.isObject()) {
            throw ProblemException.invalid(field, "must be an object");
        }
        value.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw ProblemException.invalid(field + "." + name, "is not a known field");
            }
        });
    }

    static BigDecimal decimal(String field, JsonNode value) {
        if (!value.isNumber()) {
            throw ProblemException.invalid(field, "must be a number");
        }
        return value.decimalValue();
    }

    static BigDecimal amount(String field, BigDecimal value) {
        boolean whole = (long) value.precision() - value.scale() <= INTEGER_DIGITS;
        boolean fine = value.signum() == 0 || value.stripTrailingZeros().scale() <= DECIMALS;
        if (!whole || !fine) {
            throw ProblemException.invalid(
                    field,
                    "must have at most %d digits before and %d after the point".formatted(INTEGER_DIGITS, DECIMALS));
        }
        return value.setScale(DECIMALS);
    }
}
