package io.familygrocer.planted.seed;

import java.security.SecureRandom;

/** Breaks a rule on purpose: keeps what a native image would be built with. */
public class PriceService {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Any price. */
    public int price() {
        return RANDOM.nextInt(100);
    }
}
