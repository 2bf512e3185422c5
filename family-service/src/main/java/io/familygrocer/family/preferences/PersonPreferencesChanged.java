package io.familygrocer.family.preferences;

import java.util.UUID;

import io.familygrocer.family.family.QuietHours;
import io.familygrocer.platform.events.Event;

/**
 * A person has chosen other preferences for themselves; they go before those of a family.
 *
 * @param language BCP 47 tag; null is the family's
 * @param timeZone IANA name; null is the family's
 * @param quietHours null is the family's
 */
public record PersonPreferencesChanged(UUID personId, String language, String timeZone, QuietHours quietHours)
        implements Event {

    @Override
    public String type() {
        return "person.preferences-changed.v1";
    }

    @Override
    public String key() {
        return personId.toString();
    }
}
