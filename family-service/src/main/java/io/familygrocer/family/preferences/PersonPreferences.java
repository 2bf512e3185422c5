package io.familygrocer.family.preferences;

import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.familygrocer.family.family.QuietHours;

/** What a person has chosen for themselves; null is what the family has. */
@Entity
@Table(name = "person_preferences")
class PersonPreferences {

    @Id
    @Column(name = "person_id")
    UUID personId;

    String language;

    @Column(name = "time_zone")
    String timeZone;

    @Embedded
    QuietHours quietHours;

    /** Counts the changes; the entity tag. */
    @Column(nullable = false)
    long revision;

    static PersonPreferences of(UUID personId) {
        var preferences = new PersonPreferences();
        preferences.personId = personId;
        return preferences;
    }

    PersonPreferencesView view() {
        return new PersonPreferencesView(language, timeZone, quietHours);
    }

    void change(PersonPreferencesView wanted) {
        language = wanted.language();
        timeZone = wanted.timeZone();
        quietHours = wanted.quietHours();
        revision++;
    }
}
