package io.familygrocer.gateway.cacherules;

/** What may be done with a stored answer for a request that it suits (RFC 9111, section 4). */
public enum Verdict {
    /** It may be used as it is. */
    USE,
    /** It may be used, and has to be validated in the background (RFC 5861, section 3). */
    USE_AND_REFRESH,
    /** It may be used once the service has said that it is still good. */
    VALIDATE;

    /** Decides. */
    public static Verdict of(Stored stored, Asked asked, long nowMillis) {
        var wishes = asked.directives();
        long freshFor = stored.freshForMillis(nowMillis);
        if (stored.directives().plain("no-cache")
                || wishes.has("no-cache")
                || tooOld(stored, wishes, nowMillis)
                || wishes.has("min-fresh")
                        && freshFor < wishes.seconds("min-fresh").orElse(0) * 1000) {
            return VALIDATE;
        }
        if (freshFor > 0) {
            return USE;
        }
        if (stored.neverStale()) {
            return VALIDATE;
        }
        boolean content = wishes.plain("max-stale") || stored.within(wishes.seconds("max-stale"), nowMillis);
        if (content) {
            return USE;
        }
        return stored.within(stored.directives().seconds("stale-while-revalidate"), nowMillis)
                ? USE_AND_REFRESH
                : VALIDATE;
    }

    private static boolean tooOld(Stored stored, Directives wishes, long nowMillis) {
        var most = wishes.seconds("max-age");
        return most.isPresent() && stored.ageMillis(nowMillis) > most.getAsLong() * 1000;
    }
}
