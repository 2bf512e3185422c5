package io.familygrocer.planted.entity;

import java.util.List;

import io.smallrye.mutiny.Uni;

/** Breaks a rule on purpose: what leaves is the database's form, two type arguments deep. */
public class PriceResource {

    /** All prices. */
    public Uni<List<Price>> all() {
        return Uni.createFrom().item(List.of());
    }
}
