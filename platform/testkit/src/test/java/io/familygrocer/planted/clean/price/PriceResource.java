package io.familygrocer.planted.clean.price;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import io.smallrye.mutiny.Uni;

/** Breaks no rule: knows HTTP and its service, answers a view. */
@Path("/prices")
public class PriceResource {

    private final PriceService prices;

    PriceResource(PriceService prices) {
        this.prices = prices;
    }

    /** The first price. */
    @GET
    public Uni<PriceView> first() {
        return prices.first();
    }
}
