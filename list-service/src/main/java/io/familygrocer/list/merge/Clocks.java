package io.familygrocer.list.merge;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * When each field was last written: one stamp a register. Immutable.
 *
 * @param <F> the fields of a kind of document
 */
public final class Clocks<F extends Enum<F>> {

    private final Map<F, Stamp> stamps;

    private Clocks(Map<F, Stamp> stamps) {
        this.stamps = stamps;
    }

    /** No field has been written. */
    public static <F extends Enum<F>> Clocks<F> none(Class<F> fields) {
        return new Clocks<>(new EnumMap<>(fields));
    }

    /** Reads what {@link #toString()} has written; fields of another release are left out. */
    public static <F extends Enum<F>> Clocks<F> parse(Class<F> fields, String text) {
        var stamps = new EnumMap<F, Stamp>(fields);
        for (String entry : text.isEmpty() ? new String[0] : text.split(" ")) {
            int equals = entry.indexOf('=');
            Arrays.stream(fields.getEnumConstants())
                    .filter(field -> field.name().equals(entry.substring(0, equals)))
                    .forEach(field -> stamps.put(field, Stamp.parse(entry.substring(equals + 1))));
        }
        return new Clocks<>(stamps);
    }

    /** The stamp of a field's last write; empty where it was never written. */
    public Optional<Stamp> of(F field) {
        return Optional.ofNullable(stamps.get(field));
    }

    /** Whether a write at {@code at} is the newest of the field. */
    public boolean isNewest(F field, Stamp at) {
        return of(field).map(last -> at.compareTo(last) > 0).orElse(true);
    }

    /** These clocks after a write of the field. */
    public Clocks<F> with(F field, Stamp at) {
        var more = new EnumMap<F, Stamp>(field.getDeclaringClass());
        more.putAll(stamps);
        more.put(field, at);
        return new Clocks<>(more);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Clocks<?> clocks && clocks.stamps.equals(stamps);
    }

    @Override
    public int hashCode() {
        return stamps.hashCode();
    }

    @Override
    public String toString() {
        return stamps.entrySet().stream()
                .map(entry -> entry.getKey().name() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }
}
