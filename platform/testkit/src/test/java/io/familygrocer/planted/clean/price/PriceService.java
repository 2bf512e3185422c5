package io.familygrocer.planted.clean.price;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** Breaks no rule: a service opens the transaction. */
public class PriceService {

    private final PriceRepository prices;

    PriceService(PriceRepository prices) {
        this.prices = prices;
    }

    /** The first price. */
    public Uni<PriceView> first() {
        return Panache.withTransaction(prices::first).map(PriceView::of);
    }
}
