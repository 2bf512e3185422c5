package io.familygrocer.list.store;

import java.util.Set;

/**
 * A condition of HQL that a column is among some values. Hibernate keeps what it has made of a query, but not where a
 * parameter stands for several values: it makes SQL of that anew each time. Most calls ask for one.
 */
final class Among {

    private Among() {}

    /** The condition. */
    static String among(String column, Set<?> values, int parameter) {
        return column + (values.size() == 1 ? " = ?" : " in ?") + parameter;
    }

    /** What its parameter is. */
    static Object value(Set<?> values) {
        return values.size() == 1 ? values.iterator().next() : values;
    }
}
