package io.familygrocer.planted.transaction;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** Breaks a rule on purpose: opens a transaction and is no service. */
public class PriceKeeper {

    /** Nothing, in a transaction. */
    public Uni<Void> keep() {
        return Panache.withTransaction(() -> Uni.createFrom().voidItem());
    }
}
