package io.familygrocer.list.trip;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.familygrocer.list.merge.Money;
import io.familygrocer.list.store.DocumentView;
import io.familygrocer.list.store.DocumentView.ItemView;
import io.familygrocer.list.store.GroceryList;
import io.familygrocer.list.store.Item;
import io.familygrocer.list.store.Trip;

/**
 * How a trip goes, or went.
 *
 * @param trip the trip
 * @param present who has been on it within the last minute
 * @param bought what was checked while it ran, in that order; what is gone since is left out
 * @param open what is still to buy
 * @param notFound what of that somebody looked for in vain
 * @param skipped what of that is left out this time
 * @param boughtTwice what of that which was bought two people have
 * @param totals what it comes to, by currency
 */
public record TripReport(
        DocumentView trip,
        List<UUID> present,
        List<DocumentView> bought,
        List<DocumentView> open,
        List<UUID> notFound,
        List<UUID> skipped,
        List<UUID> boughtTwice,
        List<Total> totals) {

    /**
     * What is spent in a currency.
     *
     * @param minor what was paid, and where nobody said what was estimated
     * @param unpriced how many things have no price at all
     * @param left what the list's budget leaves, below 0 where it is overdrawn; null without a budget in this currency
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Total(String currency, long minor, long unpriced, Long left) {}

    static TripReport of(Trip trip, GroceryList list, List<Item> checked, List<Item> onList, List<UUID> present) {
        var bought = views(checked.stream().filter(item -> !item.removed()).toList());
        var open = views(onList.stream().filter(item -> !item.checked()).toList());
        return new TripReport(
                DocumentView.of(trip),
                present,
                List.copyOf(bought),
                List.copyOf(open),
                open.stream()
                        .filter(item -> item.notFound() != null)
                        .map(ItemView::id)
                        .toList(),
                open.stream()
                        .filter(item -> trip.id().equals(item.skippedIn()))
                        .map(ItemView::id)
                        .toList(),
                bought.stream()
                        .filter(item -> item.boughtTwice() != null)
                        .map(ItemView::id)
                        .toList(),
                totals(bought, list.budget()));
    }

    private static List<ItemView> views(List<Item> items) {
        return items.stream().map(ItemView::of).toList();
    }

    static List<Total> totals(List<ItemView> bought, Money budget) {
        var sums = new TreeMap<String, Long>();
        if (budget != null) {
            sums.put(budget.currency(), 0L);
        }
        long unpriced = 0;
        for (var item : bought) {
            var price = item.paidPrice() == null ? item.estimatedPrice() : item.paidPrice();
            if (price == null) {
                unpriced++;
            } else {
                sums.merge(price.currency(), price.minor(), Long::sum);
            }
        }
        long without = unpriced;
        return sums.entrySet().stream()
                .map(sum -> new Total(sum.getKey(), sum.getValue(), without, left(sum, budget)))
                .toList();
    }

    private static Long left(Map.Entry<String, Long> sum, Money budget) {
        return budget != null && budget.currency().equals(sum.getKey())
                ? Long.valueOf(budget.minor() - sum.getValue())
                : null;
    }
}
