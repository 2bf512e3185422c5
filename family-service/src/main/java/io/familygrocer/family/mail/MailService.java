package io.familygrocer.family.mail;

import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.secret.Vault;

/** Writes to people. */
@ApplicationScoped
public class MailService {

    /** The languages that there are texts in; others get the first. */
    static final Set<String> LANGUAGES = Set.of("en", "de");

    private static final String DEFAULT_LANGUAGE = "en";

    private static final int MAX_HEADER = 200;

    private final Vault vault;
    private final ObjectMapper json;

    MailService(Vault vault, ObjectMapper json) {
        this.vault = vault;
        this.json = json;
    }

    /**
     * Writes a mail in the current transaction; {@link MailWorker} sends it once that has committed, and tries again
     * where it can't. It may arrive twice, after a crash, with the same Message-ID.
     *
     * @param language a BCP 47 tag; null, or one that we have no text in, is English
     * @param values what the template needs, each in one line; may be secrets, as they are kept encrypted
     * @throws IllegalArgumentException where these are not the template's values
     */
    public Uni<Void> send(String address, String language, MailTemplate template, Map<String, String> values) {
        if (!template.needs().equals(values.keySet())) {
            throw new IllegalArgumentException("%s needs %s".formatted(template, template.needs()));
        }
        var mail = new Mail();
        mail.id = UUID.randomUUID();
        mail.template = template;
        mail.language = language(language);
        mail.content = new MailContent(address, values).seal(vault, json);
        mail.createdAt = Clock.systemUTC().instant();
        mail.nextAt = mail.createdAt;
        return Panache.getSession().chain(session -> session.persist(mail));
    }

    /** The language for who sends this {@code Accept-Language} header; null or nonsense is English. */
    public static String language(String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.length() > MAX_HEADER) {
            return DEFAULT_LANGUAGE;
        }
        try {
            String best = Locale.lookupTag(Locale.LanguageRange.parse(acceptLanguage), LANGUAGES);
            return best == null ? DEFAULT_LANGUAGE : best;
        } catch (IllegalArgumentException nonsense) {
            return DEFAULT_LANGUAGE;
        }
    }
}
