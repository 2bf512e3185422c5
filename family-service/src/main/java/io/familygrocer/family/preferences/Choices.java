package io.familygrocer.family.preferences;

import java.time.ZoneId;
import java.util.Currency;
import java.util.IllformedLocaleException;
import java.util.Locale;

import io.familygrocer.family.family.Preferences;
import io.familygrocer.family.family.QuietHours;
import io.familygrocer.platform.web.ProblemException;

/** What can be chosen. Each fails with 400 and the name of the field. */
final class Choices {

    private static final int LONGEST_TAG = 35;

    private Choices() {}

    static Preferences valid(Preferences wanted) {
        requireThere("language", wanted.language());
        requireThere("units", wanted.units());
        requireThere("currency", wanted.currency());
        requireThere("firstDayOfWeek", wanted.firstDayOfWeek());
        requireThere("timeZone", wanted.timeZone());
        requireLanguage(wanted.language());
        requireCurrency(wanted.currency());
        requireZone(wanted.timeZone());
        requireHours(wanted.quietHours());
        return wanted;
    }

    static PersonPreferencesView valid(PersonPreferencesView wanted) {
        if (wanted.language() != null) {
            requireLanguage(wanted.language());
        }
        if (wanted.timeZone() != null) {
            requireZone(wanted.timeZone());
        }
        requireHours(wanted.quietHours());
        return wanted;
    }

    private static void requireThere(String field, Object value) {
        if (value == null) {
            throw ProblemException.invalid(field, "must not be null");
        }
    }

    private static void requireLanguage(String tag) {
        try {
            if (tag.length() <= LONGEST_TAG
                    && !new Locale.Builder()
                            .setLanguageTag(tag)
                            .build()
                            .getLanguage()
                            .isEmpty()) {
                return;
            }
        } catch (IllformedLocaleException e) {
            throw ProblemException.invalid("language", "must be a BCP 47 tag, as de or pt-BR");
        }
        throw ProblemException.invalid("language", "must be a BCP 47 tag, as de or pt-BR");
    }

    private static void requireCurrency(String code) {
        try {
            Currency.getInstance(code);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("currency", "must be an ISO 4217 code, as EUR");
        }
    }

    private static void requireZone(String zone) {
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            throw ProblemException.invalid("timeZone", "must be an IANA time zone, as Europe/Berlin");
        }
    }

    private static void requireHours(QuietHours hours) {
        if (hours == null) {
            return;
        }
        requireThere("quietHours.from", hours.from());
        requireThere("quietHours.to", hours.to());
        if (hours.from().equals(hours.to())) {
            throw ProblemException.invalid("quietHours.to", "must differ from quietHours.from");
        }
    }
}
