package io.familygrocer.planted.clean.price;

import io.smallrye.mutiny.Uni;

/** Where the prices are. */
public class PriceRepository {

    Uni<Price> first() {
        return Uni.createFrom().item(new Price());
    }
}
