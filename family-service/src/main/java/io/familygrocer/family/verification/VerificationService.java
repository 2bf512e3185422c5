package io.familygrocer.family.verification;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.account.AccountService;
import io.familygrocer.family.account.PersonView;
import io.familygrocer.family.audit.AuditAction;
import io.familygrocer.family.audit.AuditService;
import io.familygrocer.family.mail.MailService;
import io.familygrocer.family.mail.MailTemplate;
import io.familygrocer.family.throttle.Reauthentication;
import io.familygrocer.platform.web.Caller;

/** Whose an e-mail address is. */
@ApplicationScoped
public class VerificationService {

    private static final Duration KEPT = Duration.ofDays(1);

    private final AccountService accounts;
    private final Links links;
    private final VerificationRepository verifications;
    private final MailService mails;
    private final AuditService audit;
    private final Reauthentication reauthentication;
    private final Background background;
    private final InstantSource clock;

    VerificationService(
            AccountService accounts,
            Links links,
            VerificationRepository verifications,
            MailService mails,
            AuditService audit,
            Reauthentication reauthentication,
            Background background,
            InstantSource clock) {
        this.accounts = accounts;
        this.links = links;
        this.verifications = verifications;
        this.mails = mails;
        this.audit = audit;
        this.reauthentication = reauthentication;
        this.background = background;
        this.clock = clock;
    }

    /** Asks a new person by mail whether the address is theirs; in the current transaction. */
    public Uni<Void> welcome(PersonView person, String language) {
        return links.send(person, Purpose.VERIFY_EMAIL, person.email(), language);
    }

    /** Tells the owner of an address that somebody has registered with it; returns before it is done. */
    public void tellOwner(String email, String language) {
        background.run(() -> accounts.find(email)
                .chain(owner -> owner.map(person -> Panache.withTransaction(() ->
                                links.count(person, Purpose.VERIFY_EMAIL).chain(() -> mailOwner(person, language))))
                        .orElseGet(() -> Uni.createFrom().voidItem())));
    }

    /** Asks once more, after a right password for an address that is not confirmed; returns before it is done. */
    public void remind(PersonView person, String language) {
        background.run(() -> Panache.withTransaction(() -> welcome(person, language)));
    }

    /** Asks once more; nothing where the address was confirmed before. Fails with TOO_MANY_MAILS. */
    public Uni<Void> resend(UUID personId, String language) {
        return Panache.withTransaction(() -> accounts.get(personId)
                .chain(person -> person.emailVerified() ? Uni.createFrom().voidItem() : welcome(person, language)));
    }

    /** The address of a person, and whether it was confirmed. */
    public Uni<EmailView> get(UUID personId) {
        return accounts.get(personId).map(person -> new EmailView(person.email(), person.emailVerified()));
    }

    /**
     * Asks at a new address whether it is the person's. It looks the same where that has an account already; its owner is
     * told then. Fails as {@link Reauthentication#demand}, and with TOO_MANY_MAILS.
     */
    public Uni<Void> change(Caller caller, EmailChangeRequest request, String language) {
        String address = request.email().strip();
        return reauthentication
                .demand(caller, request.password())
                .chain(() -> accounts.find(address))
                .chain(owner -> Panache.withTransaction(() -> accounts.get(caller.personId())
                        .chain(person -> owner.isPresent()
                                ? links.issue(person, Purpose.CHANGE_EMAIL, address, MailToken.random())
                                        .chain(() -> mailOwner(owner.get(), language))
                                : links.send(person, Purpose.CHANGE_EMAIL, address, language))));
    }

    /** Takes the token of a mail that asked for an address; fails with LINK_OVER, or EMAIL_TAKEN where it was too late. */
    public Uni<Void> confirm(String token, String language) {
        return Panache.withTransaction(() -> links.find(token, Purpose.VERIFY_EMAIL, Purpose.CHANGE_EMAIL)
                .chain(link -> accounts.get(link.key.personId())
                        .chain(person -> link.key.purpose() == Purpose.VERIFY_EMAIL
                                ? verified(person, link)
                                : changed(person, link, language))));
    }

    /** Forgets links that are long over. */
    @Scheduled(
            every = "1h",
            delayed = "5m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> forget() {
        var before = clock.instant().minus(KEPT);
        return Panache.withTransaction(() -> verifications.forget(before, before))
                .replaceWithVoid();
    }

    private Uni<Void> verified(PersonView person, Verification link) {
        link.tokenHash = null;
        return accounts.markVerified(person.id())
                .chain(() -> audit.record(person.id(), AuditAction.EMAIL_VERIFIED, Map.of()));
    }

    private Uni<Void> changed(PersonView person, Verification link, String language) {
        return accounts.changeEmail(person.id(), link.email)
                // What was sent to the old address opens nothing any more.
                .chain(() -> verifications.spendAll(person.id()))
                .chain(() -> audit.record(person.id(), AuditAction.EMAIL_CHANGED, Map.of()))
                .chain(() -> mails.send(
                        person.email(),
                        language,
                        MailTemplate.EMAIL_CHANGED,
                        Map.of("name", person.displayName(), "newEmail", link.email)));
    }

    private Uni<Void> mailOwner(PersonView owner, String language) {
        return mails.send(
                owner.email(),
                language,
                MailTemplate.ALREADY_REGISTERED,
                Map.of("name", owner.displayName(), "link", links.page("")));
    }
}
