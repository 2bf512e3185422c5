package io.familygrocer.family.family;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

/**
 * What a family has chosen.
 *
 * @param language BCP 47 tag
 * @param currency ISO 4217 code
 * @param timeZone IANA name
 * @param quietHours null where it is never quiet
 * @param childAdditionsNeedApproval whether what a child adds waits for somebody who may approve it
 */
@Embeddable
public record Preferences(
        String language,
        @Enumerated(EnumType.STRING) Units units,
        String currency,

        @Column(name = "first_day_of_week") @Enumerated(EnumType.STRING)
        Weekday firstDayOfWeek,

        @Column(name = "time_zone") String timeZone,
        @Embedded QuietHours quietHours,

        @Column(name = "child_approval") boolean childAdditionsNeedApproval) {

    /** What a family has that has chosen nothing yet. */
    static final Preferences DEFAULT = new Preferences("en", Units.METRIC, "EUR", Weekday.MONDAY, "UTC", null, false);
}
