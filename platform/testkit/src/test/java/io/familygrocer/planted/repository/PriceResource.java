package io.familygrocer.planted.repository;

/** Breaks a rule on purpose: goes past the service, and so past its authorisation. */
public class PriceResource {

    private final PriceRepository prices;

    PriceResource(PriceRepository prices) {
        this.prices = prices;
    }

    /** A price. */
    public int price() {
        return prices.price();
    }
}
