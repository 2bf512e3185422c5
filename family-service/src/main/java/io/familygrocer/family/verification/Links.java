package io.familygrocer.family.verification;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import io.familygrocer.family.FamilyConfig;
import io.familygrocer.family.FamilyProblem;
import io.familygrocer.family.account.PersonView;
import io.familygrocer.family.mail.MailService;
import io.familygrocer.family.mail.MailTemplate;
import io.familygrocer.platform.web.ProblemException;

/** Mails people links, and knows them again. Each is good once, for a while, and until there is a newer one. */
@ApplicationScoped
class Links {

    private final VerificationRepository verifications;
    private final MailService mails;
    private final InstantSource clock;
    private final VerificationConfig config;
    private final FamilyConfig house;

    Links(
            VerificationRepository verifications,
            MailService mails,
            InstantSource clock,
            VerificationConfig config,
            FamilyConfig house) {
        this.verifications = verifications;
        this.mails = mails;
        this.clock = clock;
        this.config = config;
        this.house = house;
    }

    /** Mails a link, in the current transaction; fails with TOO_MANY_MAILS. */
    Uni<Void> send(PersonView person, Purpose purpose, String address, String language) {
        var token = MailToken.random();
        return issue(person, purpose, address, token)
                .chain(() -> mails.send(address, language, template(purpose), values(person, purpose, token)));
    }

    /** Counts and keeps the link of a mail, in the current transaction; fails with TOO_MANY_MAILS. */
    Uni<Void> issue(PersonView person, Purpose purpose, String address, MailToken token) {
        var now = clock.instant();
        return verifications
                .lock(person.id(), purpose, now)
                .invoke(found -> found.count(now, config.window()))
                .invoke(this::demandRoom)
                .invoke(found -> found.renew(token, address, now, lifetime(purpose)))
                .replaceWithVoid();
    }

    /** Counts a mail of a kind that has no link, in the current transaction; fails with TOO_MANY_MAILS. */
    Uni<Void> count(PersonView person, Purpose purpose) {
        var now = clock.instant();
        return verifications
                .lock(person.id(), purpose, now)
                .invoke(found -> found.count(now, config.window()))
                .invoke(this::demandRoom)
                .invoke(found -> found.mails++)
                .replaceWithVoid();
    }

    /** The link of a token, in the current transaction; fails with LINK_OVER. It is the caller's to spend it. */
    Uni<Verification> find(String token, Purpose... purposes) {
        return verifications.findByToken(new MailToken(token), clock.instant()).map(found -> {
            if (found == null || !List.of(purposes).contains(found.key.purpose())) {
                throw ProblemException.of(FamilyProblem.LINK_OVER, null);
            }
            return found;
        });
    }

    /** Where people find a page of the web client. */
    String page(String path) {
        String base = house.publicUrl().toString();
        return (base.endsWith("/") ? base : base + "/") + path;
    }

    private Map<String, String> values(PersonView person, Purpose purpose, MailToken token) {
        return switch (purpose) {
            case VERIFY_EMAIL, CHANGE_EMAIL ->
                Map.of(
                        "name",
                        person.displayName(),
                        "link",
                        page("verify/" + token.text()),
                        "hours",
                        Long.toString(lifetime(purpose).toHours()));
            case RESET_PASSWORD ->
                Map.of(
                        "name",
                        person.displayName(),
                        "link",
                        page("reset/" + token.text()),
                        "minutes",
                        Long.toString(lifetime(purpose).toMinutes()));
        };
    }

    private Duration lifetime(Purpose purpose) {
        return purpose == Purpose.RESET_PASSWORD ? config.resetLifetime() : config.emailLifetime();
    }

    private void demandRoom(Verification found) {
        if (found.mails >= config.mails()) {
            var pause = Duration.between(clock.instant(), found.windowStart.plus(config.window()));
            throw ProblemException.of(FamilyProblem.TOO_MANY_MAILS, null).with("retryAfter", pause.toSeconds() + 1);
        }
    }

    private static MailTemplate template(Purpose purpose) {
        return switch (purpose) {
            case VERIFY_EMAIL -> MailTemplate.VERIFY_EMAIL;
            case RESET_PASSWORD -> MailTemplate.RESET_PASSWORD;
            case CHANGE_EMAIL -> MailTemplate.CHANGE_EMAIL;
        };
    }
}
