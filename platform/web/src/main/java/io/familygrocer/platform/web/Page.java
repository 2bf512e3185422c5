package io.familygrocer.platform.web;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a list, by keyset: what comes next is named by the last thing seen, so nothing is skipped or doubled when
 * rows come and go between two pages.
 *
 * @param items what is on this page, never null
 * @param next what to send as {@code after} for the next page; null on the last
 */
public record Page<T>(List<T> items, String next) {

    /** The first {@code limit} of up to {@code limit + 1} rows that were read to learn whether there are more. */
    public static <T> Page<T> of(List<T> readAhead, int limit, Function<T, String> key) {
        if (readAhead.size() <= limit) {
            return new Page<>(readAhead, null);
        }
        var items = readAhead.subList(0, limit);
        return new Page<>(List.copyOf(items), key.apply(items.getLast()));
    }

    /** Everything on one page. */
    public static <T> Page<T> whole(List<T> items) {
        return new Page<>(items, null);
    }
}
