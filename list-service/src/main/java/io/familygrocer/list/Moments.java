package io.familygrocer.list;

import java.time.Instant;
import java.time.OffsetDateTime;

/** Moments of native queries. */
public final class Moments {

    private Moments() {}

    /** A {@code timestamptz}, in whichever of its two ways the driver was asked for it; null for null. */
    public static Instant of(Object moment) {
        return moment instanceof OffsetDateTime offset ? offset.toInstant() : (Instant) moment;
    }
}
