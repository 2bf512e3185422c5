package io.familygrocer.family.mail;

import java.util.Locale;
import java.util.Set;

/**
 * What we write to people. The text of each is in {@code templates/mail/<name>.<language>.txt}: the subject in the first
 * line, then paragraphs; a paragraph that is a link becomes a button in the HTML part.
 */
public enum MailTemplate {
    /** Asks whether an address is the person's. */
    VERIFY_EMAIL("name", "link", "hours"),
    /** Somebody registers with an address that has an account already. */
    ALREADY_REGISTERED("name", "link"),
    /** The way to a new password. */
    RESET_PASSWORD("name", "link", "minutes"),
    /** The password is another one. */
    PASSWORD_CHANGED("name", "link"),
    /** Asks, at the new address, whether it is the person's. */
    CHANGE_EMAIL("name", "link", "hours"),
    /** Tells the old address that it is the old one. */
    EMAIL_CHANGED("name", "newEmail"),
    /** The second factor was turned on or off, or its recovery codes are new or getting few. */
    SECOND_FACTOR_ON("name"),
    /** The second factor was turned off. */
    SECOND_FACTOR_OFF("name"),
    /** A recovery code was used. */
    RECOVERY_CODE_USED("name", "left"),
    /** Asks whether an account with another provider is the person's. */
    LINK_PROVIDER("name", "provider", "link", "minutes"),
    /** Two devices used one session, so it was ended. */
    SESSION_REUSED("name", "device"),
    /** The account is gone, everywhere: the last mail. */
    ERASED("link");

    private final Set<String> needs;

    MailTemplate(String... needs) {
        this.needs = Set.of(needs);
    }

    /** The names of the values that it needs, no more and no less. */
    public Set<String> needs() {
        return needs;
    }

    /** Where its text is. */
    String path(String language) {
        return "mail/%s.%s.txt".formatted(name().toLowerCase(Locale.ROOT).replace('_', '-'), language);
    }
}
