package io.familygrocer.gateway.cacherules;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Header fields in the order in which they came, names in lower case. Immutable. */
public final class Fields implements Iterable<Fields.Field> {
    private final List<Field> all;

    /** Takes the fields as they are. */
    public Fields(List<Field> fields) {
        all = List.copyOf(fields);
    }

    /**
     * One line.
     *
     * @param name in lower case
     * @param value as it came
     */
    public record Field(String name, String value) {
        /** Lowers the name. */
        public Field {
            name = name.toLowerCase(Locale.ROOT);
        }
    }

    /** Name, value, name, value. */
    public static Fields of(String... namesAndValues) {
        var fields = new ArrayList<Field>();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            fields.add(new Field(namesAndValues[at], namesAndValues[at + 1]));
        }
        return new Fields(fields);
    }

    /** The values of a field, line by line; none where it is missing. */
    public List<String> all(String name) {
        return has(name)
                ? all.stream()
                        .filter(field -> field.name.equals(name))
                        .map(Field::value)
                        .toList()
                : List.of();
    }

    /** The value of the first line of a field, or null. */
    public String first(String name) {
        for (var field : all) {
            if (field.name.equals(name)) {
                return field.value;
            }
        }
        return null;
    }

    /** Whether there is such a field. */
    public boolean has(String name) {
        return first(name) != null;
    }

    /** The same without some. */
    public Fields without(Set<String> names) {
        return new Fields(
                all.stream().filter(field -> !names.contains(field.name)).toList());
    }

    /** The same, with every field of the other in place of its own one of that name (RFC 9111, section 3.2). */
    public Fields replacedBy(Fields other) {
        var kept = new ArrayList<>(
                all.stream().filter(field -> !other.has(field.name)).toList());
        kept.addAll(other.all);
        return new Fields(kept);
    }

    /** Characters of all names and values. */
    public int size() {
        return all.stream()
                .mapToInt(field -> field.name.length() + field.value.length())
                .sum();
    }

    @Override
    public Iterator<Field> iterator() {
        return all.iterator();
    }
}
