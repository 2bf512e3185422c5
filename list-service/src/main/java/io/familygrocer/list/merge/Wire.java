package io.familygrocer.list.merge;

import java.util.Locale;

/** Names on the wire are the names of constants in camel case: {@code ASSIGNED_TO} is {@code assignedTo}. */
final class Wire {

    private Wire() {}

    static String name(Enum<?> constant) {
        var name = new StringBuilder();
        for (String word : constant.name().toLowerCase(Locale.ROOT).split("_")) {
            name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }
}
