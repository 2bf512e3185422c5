package io.familygrocer.list.trip;

import java.util.List;

/** What a family has spent, as far as prices were said. */
public record Spending(List<Row> rows) {

    /**
     * What was spent on one category at one store in one month.
     *
     * @param month as {@code 2026-11}, in UTC
     * @param store null where nobody said
     * @param category a slug; null where unknown
     * @param currency a code of ISO 4217
     * @param minor in the smallest unit of the currency
     * @param purchases how many items that were
     */
    public record Row(String month, String store, String category, String currency, long minor, long purchases) {}
}
