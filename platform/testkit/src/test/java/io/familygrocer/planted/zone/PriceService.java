package io.familygrocer.planted.zone;

import java.time.ZoneId;

/** Breaks a rule on purpose: believes that the server's time zone means something. */
public class PriceService {

    /** The server's zone. */
    public String zone() {
        return ZoneId.systemDefault().getId();
    }
}
