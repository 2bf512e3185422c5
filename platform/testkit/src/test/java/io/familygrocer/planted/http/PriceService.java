package io.familygrocer.planted.http;

import jakarta.ws.rs.NotFoundException;

/** Breaks a rule on purpose: answers in HTTP's words. */
public class PriceService {

    /** Never a price. */
    public int price() {
        throw new NotFoundException();
    }
}
