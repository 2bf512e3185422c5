package io.familygrocer.planted.clean.price;

/** A price, as clients see it. */
public record PriceView(long id) {

    static PriceView of(Price price) {
        return new PriceView(price.id);
    }
}
