package io.familygrocer.family.preferences;

import io.familygrocer.family.family.QuietHours;

/**
 * What a person has chosen for themselves; it goes before what their families have chosen.
 *
 * @param language BCP 47 tag; null is the family's
 * @param timeZone IANA name; null is the family's
 * @param quietHours when no notification may sound; null is the family's
 */
public record PersonPreferencesView(String language, String timeZone, QuietHours quietHours) {

    /** What a person has who has chosen nothing. */
    static final PersonPreferencesView NOTHING = new PersonPreferencesView(null, null, null);
}
