package io.familygrocer.family.verification;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.account.AccountService;
import io.familygrocer.family.account.PersonView;
import io.familygrocer.family.audit.AuditAction;
import io.familygrocer.family.audit.AuditService;
import io.familygrocer.family.mail.MailService;
import io.familygrocer.family.mail.MailTemplate;
import io.familygrocer.family.session.EndReason;
import io.familygrocer.family.session.SessionService;
import io.familygrocer.family.throttle.Reauthentication;
import io.familygrocer.family.throttle.ThrottleService;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.web.Caller;

/** Another password, for who knows the one they have and for who does not. */
@ApplicationScoped
public class PasswordService {

    private final Outbox outbox;
    private final AccountService accounts;
    private final SessionService sessions;
    private final Links links;
    private final VerificationRepository verifications;
    private final MailService mails;
    private final AuditService audit;
    private final Reauthentication reauthentication;
    private final ThrottleService throttle;
    private final Background background;

    PasswordService(
            Outbox outbox,
            AccountService accounts,
            SessionService sessions,
            Links links,
            VerificationRepository verifications,
            MailService mails,
            AuditService audit,
            Reauthentication reauthentication,
            ThrottleService throttle,
            Background background) {
        this.outbox = outbox;
        this.accounts = accounts;
        this.sessions = sessions;
        this.links = links;
        this.verifications = verifications;
        this.mails = mails;
        this.audit = audit;
        this.reauthentication = reauthentication;
        this.throttle = throttle;
        this.background = background;
    }

    /** Mails the way to a new password to an address that has an account; returns before it is done. */
    public void forgot(String email, String language) {
        background.run(() -> accounts.find(email)
                .chain(found -> found.map(person -> Panache.withTransaction(
                                () -> links.send(person, Purpose.RESET_PASSWORD, person.email(), language)
                                        .chain(() -> audit.record(
                                                person.id(), AuditAction.PASSWORD_RESET_REQUESTED, Map.of()))))
                        .orElseGet(() -> Uni.createFrom().voidItem())));
    }

    /**
     * Sets the password of the person that a mail went to, ends all their sessions, and forgives failed attempts; fails
     * with LINK_OVER, or with 400 where the password may not be chosen, which leaves the link good.
     */
    public Uni<Void> reset(PasswordResetRequest request, String language) {
        return Panache.withTransaction(() -> links.find(request.token(), Purpose.RESET_PASSWORD)
                        .chain(link -> accounts.get(link.key.personId())))
                .chain(person -> accounts.hash("password", request.password(), own(person)))
                .chain(hash -> outbox.transaction(() -> links.find(request.token(), Purpose.RESET_PASSWORD)
                        .chain(link -> accounts.get(link.key.personId()))
                        // Who has read the mail has the address.
                        .call(person -> accounts.markVerified(person.id()))
                        .call(person -> throttle.forgive(person.email()))
                        .chain(person -> set(person, hash, null, "mail", language))));
    }

    /** Sets another password and ends all other sessions; fails as {@link Reauthentication#demand}, or with 400. */
    public Uni<Void> change(Caller caller, PasswordChangeRequest request, String language) {
        return reauthentication
                .demand(caller, request.password())
                .chain(() -> accounts.get(caller.personId()))
                .chain(person -> accounts.hash("newPassword", request.newPassword(), own(person))
                        .chain(hash ->
                                outbox.transaction(() -> set(person, hash, current(caller), "password", language))));
    }

    private Uni<Void> set(PersonView person, String hash, UUID except, String shownBy, String language) {
        return accounts.setPassword(person.id(), hash)
                .chain(() -> verifications.spendAll(person.id()))
                .chain(() -> sessions.endAll(person.id(), except, EndReason.PASSWORD_CHANGED))
                .chain(() -> audit.record(person.id(), AuditAction.PASSWORD_CHANGED, Map.of("by", shownBy)))
                .chain(() -> mails.send(
                        person.email(),
                        language,
                        MailTemplate.PASSWORD_CHANGED,
                        Map.of("name", person.displayName(), "link", links.page("forgot-password"))));
    }

    private static UUID current(Caller caller) {
        return caller.session().map(Caller.SignIn::sessionId).orElse(null);
    }

    private static List<String> own(PersonView person) {
        return List.of(person.email(), person.displayName());
    }
}
