package io.familygrocer.notification.inbox;

import java.util.List;
import java.util.Locale;

/** The sentences of an entry in a language that people read. */
enum Phrases {
    ENGLISH(Locale.ENGLISH, "Someone") {
        @Override
        String title(String actor, int count, String list) {
            return count == 1
                    ? "%s added an item to %s".formatted(actor, list)
                    : "%s added %d items to %s".formatted(actor, count, list);
        }

        @Override
        String question(String actor, int count, String list) {
            return count == 1
                    ? "%s would like an item on %s".formatted(actor, list)
                    : "%s would like %d items on %s".formatted(actor, count, list);
        }

        @Override
        String signedOut() {
            return "You were signed out on one of your devices";
        }

        @Override
        String whySignedOut() {
            return "Its sign-in was used in two places. If that was not you, change your password.";
        }

        @Override
        String andMore(String names, int more) {
            return "%s and %d more".formatted(names, more);
        }
    },
    GERMAN(Locale.GERMAN, "Jemand") {
        @Override
        String title(String actor, int count, String list) {
            return count == 1
                    ? "%s hat etwas auf „%s“ gesetzt".formatted(actor, list)
                    : "%s hat %d Dinge auf „%s“ gesetzt".formatted(actor, count, list);
        }

        @Override
        String question(String actor, int count, String list) {
            return count == 1
                    ? "%s möchte etwas auf „%s“ haben".formatted(actor, list)
                    : "%s möchte %d Dinge auf „%s“ haben".formatted(actor, count, list);
        }

        @Override
        String signedOut() {
            return "Du wurdest auf einem deiner Geräte abgemeldet";
        }

        @Override
        String whySignedOut() {
            return "Seine Anmeldung wurde an zwei Orten benutzt. Warst du das nicht, dann ändere dein Passwort.";
        }

        @Override
        String andMore(String names, int more) {
            return more == 1 ? "%s und 1 weiteres".formatted(names) : "%s und %d weitere".formatted(names, more);
        }
    };

    private static final int SHOWN = 5;
    private static final int MAX_HEADER = 200;

    private final Locale locale;
    private final String someone;

    Phrases(Locale locale, String someone) {
        this.locale = locale;
        this.someone = someone;
    }

    abstract String title(String actor, int count, String list);

    abstract String question(String actor, int count, String list);

    abstract String signedOut();

    abstract String whySignedOut();

    abstract String andMore(String names, int more);

    /** The language that the reader likes best of those we know (RFC 9110, 12.5.4); English where they name none. */
    static Phrases of(String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank() || acceptLanguage.length() > MAX_HEADER) {
            return ENGLISH;
        }
        try {
            var best =
                    Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), List.of(ENGLISH.locale, GERMAN.locale));
            return GERMAN.locale.equals(best) ? GERMAN : ENGLISH;
        } catch (IllegalArgumentException e) {
            return ENGLISH;
        }
    }

    String language() {
        return locale.getLanguage();
    }

    /** Who did what where; {@code actor} is null where we have not heard of them. */
    String titleOf(Notification entry, String actor) {
        String who = actor == null ? someone : actor;
        if (Kind.SIGNED_OUT.wire().equals(entry.kind)) {
            return signedOut();
        }
        return Kind.APPROVAL_ASKED.wire().equals(entry.kind)
                ? question(who, entry.count, entry.listName)
                : title(who, entry.count, entry.listName);
    }

    /** What it was. */
    String bodyOf(Notification entry) {
        if (Kind.SIGNED_OUT.wire().equals(entry.kind)) {
            return whySignedOut();
        }
        var names = entry.names();
        var shown = names.subList(0, Math.min(SHOWN, names.size()));
        String listed = String.join(", ", shown);
        int more = entry.count - shown.size();
        return more == 0 ? listed : andMore(listed, more);
    }
}
